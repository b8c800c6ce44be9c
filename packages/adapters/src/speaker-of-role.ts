import type { Speaker } from '@llamaforge/schema';

const speakerByRole: ReadonlyMap<unknown, Speaker> = new Map<unknown, Speaker>([
  ['user', 'Human'],
  ['human', 'Human'],
  ['prompter', 'Human'],
  ['assistant', 'Assistant'],
  ['gpt', 'Assistant'],
  ['bot', 'Assistant'],
  ['model', 'Assistant'],
  ['function_call', 'Assistant'],
  ['system', 'System'],
  ['developer', 'System'],
  ['tool', 'Tool'],
  ['function', 'Tool'],
  ['observation', 'Tool'],
  ['function_response', 'Tool'],
]);

/** Who speaks under a message's role, which is spelled exactly so; undefined for any other value. */
export function speakerOfRole(role: unknown): Speaker | undefined {
  return speakerByRole.get(role);
}
