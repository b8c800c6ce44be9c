import { mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

/** A row of attempts to lead an assistant astray: one dialogue with ratings, and tags in few rows. */
export function redTeamRow(number: number): Readonly<Record<string, unknown>> {
  const key = number * 16;
  const score = (part: number): number => mixed(key + part) / 2 ** 30 - 2;
  return {
    min_harmlessness_score_transcript: score(1),
    num_params: '52B',
    model_type: 'rlhf',
    rating: mixed(key + 2) % 5,
    task_description: `Task ${String(number)}. ${prose(key + 3, 80)}`,
    task_description_harmlessness_score: score(4),
    red_team_member_id: mixed(key + 5) % 300,
    is_upworker: mixed(key + 6) % 2 === 0,
    transcript: `\n\nHuman: ${prose(key + 7, 100)}\n\nAssistant: ${prose(key + 8, 300)}`,
    tags: number % 40 === 0 ? ['Other'] : null,
  };
}
