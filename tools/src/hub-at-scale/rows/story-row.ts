import { prose, tokenisedVoice } from '../prose.ts';

/** A prompt and its story, about 2.5 KB and never below 1,000 characters, both cut into tokens. */
export function storyRow(number: number): { prompt: string; story: string } {
  const key = number * 16;
  return {
    prompt: `[ WP ] Night ${String(number)} : ${prose(key, 120, tokenisedVoice)}`,
    story: prose(key + 1, 2500, tokenisedVoice),
  };
}
