import type { Shape } from '../shape.ts';
import { messageList } from './message-list.ts';

/** OpenAI's chat form, as TRL and most instruction sets of the Hub use it: `messages` of `{role, content}`. */
export const messages: Shape = messageList('messages');
