import type { Part } from './part.ts';

const NO_NEW = /^no-new-privileges(?:[:=]true)?$/;
const CAPABILITY = /^(?:CAP_)?[A-Z_]+$/i;

export const security: Part = {
  take({ config, host }, form) {
    form.user = config.User ?? '';
    delete config.User;
    form.readOnly = host.ReadonlyRootfs === true;
    form.privileged = host.Privileged === true;
    form.init = host.Init === true;
    form.capAdd = (host.CapAdd ?? []).join(' ');
    form.capDrop = (host.CapDrop ?? []).join(' ');
    const options = (host.SecurityOpt ?? []).filter((option) => !NO_NEW.test(option));
    form.noNewPrivileges = options.length < (host.SecurityOpt ?? []).length;
    for (const key of ['ReadonlyRootfs', 'Privileged', 'CapAdd', 'CapDrop', 'SecurityOpt'] as const)
      delete host[key];
    if (host.Init === true) delete host.Init;
    if (options.length > 0) host.SecurityOpt = options;
  },
  put(form, { config, host }) {
    if (form.user !== '') config.User = form.user;
    if (form.readOnly) host.ReadonlyRootfs = true;
    if (form.privileged) host.Privileged = true;
    if (form.init) host.Init = true;
    const [add, drop] = [capabilities(form.capAdd), capabilities(form.capDrop)];
    if (add.length > 0) host.CapAdd = add;
    if (drop.length > 0) host.CapDrop = drop;
    if (form.noNewPrivileges) host.SecurityOpt = ['no-new-privileges', ...(host.SecurityOpt ?? [])];
  },
  check(form) {
    const problem = 'Names with spaces between them, such as NET_ADMIN, or ALL.';
    const isBad = (text: string) => capabilities(text).some((name) => !CAPABILITY.test(name));
    return {
      ...(/\s/.test(form.user) && { user: 'A name or number, and after a colon a group.' }),
      ...(isBad(form.capAdd) && { capAdd: problem }),
      ...(isBad(form.capDrop) && { capDrop: problem }),
    };
  },
};

function capabilities(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
