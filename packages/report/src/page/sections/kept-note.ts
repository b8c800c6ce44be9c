import { type ReportHeadline } from '../corpus-report.ts';
import { type NoteBlock } from '../report-section.ts';

/** Of which rows a manifest's shares are, where these are not the rows of the file; none where they are. */
export function keptNote({ replayed, setAside }: ReportHeadline): NoteBlock[] {
  if (replayed === 0 && setAside === 0) return [];
  const others = setAside > 0 ? ', those set aside among them' : '';
  const once = replayed > 0 ? ', each once' : '';
  return [{ kind: 'note', text: `Of the rows kept${others}${once}.` }];
}
