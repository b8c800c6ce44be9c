import type { Shape } from '../shape.ts';
import { messageList } from './message-list.ts';

/** ShareGPT's form, as FastChat and LLaMA-Factory use it: `conversations` of `{from, value}`. */
export const sharegpt: Shape = messageList('conversations');
