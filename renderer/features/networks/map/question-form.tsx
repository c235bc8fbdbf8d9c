import { ArrowRightLeft, Radar } from 'lucide-react';
import { use, useState } from 'react';
import type { NetworkMap } from '../../../../engine/api/types/network-look.ts';
import { sentence } from '../../../bridge/engine-error.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { AnswerCard } from './answer-card.tsx';
import { neighbourWords } from './neighbours.ts';
import { type Answered, PartiesContext } from './parties.ts';
import { checkQuestion, knownPorts, type Question, THIS_HOST, withTarget } from './question.ts';

interface QuestionFormProps {
  readonly map: NetworkMap;
  readonly question: Question;
  readonly onChange: (question: Question) => void;
  readonly onAsk: () => void;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly answered: Answered | undefined;
}

const PROTOCOLS = [
  { value: 'tcp', title: 'TCP' },
  { value: 'udp', title: 'UDP' },
] as const;

/** "Can A reach B on port P?" */
export function QuestionForm(props: QuestionFormProps) {
  const { map, question, onChange, onAsk, pending, error, answered } = props;
  const [tried, setTried] = useState(false);
  const { within } = use(PartiesContext);
  const found = checkQuestion(question, map);
  const errors = tried ? found : {};
  const running = map.containers.filter((container) => container.running).map(({ name }) => name);
  const names = [...running.sort(), THIS_HOST];
  const ports = [...new Set(knownPorts(map, question.to).map(({ port }) => String(port)))];
  return (
    <section aria-label="Who reaches whom" className="shrink-0 border-b border-line px-4 pt-3 pb-4">
      <h2 className="mb-2 text-sm font-semibold text-ink">Can A reach B?</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(found).length === 0) onAsk();
        }}
      >
        <div className="flex items-start gap-1.5">
          <div className="min-w-0 flex-1">
            <Field label="A, who asks" error={errors.from}>
              {(control) => (
                <Combobox
                  {...control}
                  value={question.from}
                  options={names}
                  placeholder="Choose, or click on the map"
                  onChange={(from) => onChange({ ...question, from })}
                />
              )}
            </Field>
            <Field label="B, who is asked" error={errors.to}>
              {(control) => (
                <Combobox
                  {...control}
                  value={question.to}
                  options={names.filter((name) => name !== question.from)}
                  placeholder="Container, name or address"
                  onChange={(to) => onChange(withTarget(question, to, map))}
                />
              )}
            </Field>
          </div>
          <IconButton
            size="sm"
            label="Swap A and B"
            icon={<ArrowRightLeft size={14} className="rotate-90" />}
            className="mt-12"
            disabled={question.to === ''}
            onClick={() => onChange(withTarget({ ...question, from: question.to }, question.from, map))}
          />
        </div>
        <div className="flex items-start gap-2">
          <Field label="Port" error={errors.port} className="w-28">
            {(control) => (
              <Combobox
                {...control}
                inputMode="numeric"
                value={question.port}
                options={ports}
                placeholder="80"
                onChange={(port) => onChange({ ...question, port })}
              />
            )}
          </Field>
          <div className="pt-5">
            <Segmented
              label="Protocol"
              value={question.protocol}
              options={PROTOCOLS}
              onChange={(protocol) => onChange({ ...question, protocol })}
            />
          </div>
          <div className="ml-auto pt-5">
            <Button type="submit" variant="primary" icon={<Radar size={15} />} pending={pending}>
              Try
            </Button>
          </div>
        </div>
      </form>
      <div aria-live="polite">
        {error === null ? null : <p className="selectable text-xs text-bad">{sentence(error)}</p>}
        {answered === undefined ? null : <AnswerCard answered={answered} map={map} />}
        {within === undefined ? null : (
          <p className="text-xs text-ink-2">{neighbourWords(question.from, within)}</p>
        )}
      </div>
    </section>
  );
}
