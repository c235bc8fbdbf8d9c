import { dismissToast, useToasts } from '../stores/toasts.ts';
import { Toast } from '../ui/toast.tsx';

export function ToastOutlet() {
  const { entries } = useToasts();
  return entries.map(({ id, ...content }) => (
    <Toast key={id} {...content} onClose={() => dismissToast(id)} />
  ));
}
