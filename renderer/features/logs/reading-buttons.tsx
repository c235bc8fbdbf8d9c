import { Clock, WrapText } from 'lucide-react';
import { usePreferences } from '../../stores/preferences.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** How lines are read, in every view of logs alike. */
export function ReadingButtons() {
  const { logWrap, logTimestamps } = usePreferences();
  return (
    <>
      <IconButton
        size="sm"
        label="Wrap lines"
        icon={<WrapText size={15} />}
        pressed={logWrap}
        onClick={() => usePreferences.setState({ logWrap: !logWrap })}
      />
      <IconButton
        size="sm"
        label="Timestamps"
        icon={<Clock size={15} />}
        pressed={logTimestamps}
        onClick={() => usePreferences.setState({ logTimestamps: !logTimestamps })}
      />
    </>
  );
}
