import { testAdapter } from '@llamaforge/testing';
import { adaptRow } from '../adapt-row.ts';

testAdapter({
  shape: 'messages',
  adapt: adaptRow,
  example: {
    tools: [{ name: 'weather' }],
    history: [['Hi', 'Hello']],
    messages: [
      { role: 'system', content: 'You call tools.' },
      { role: 'user', content: [{ type: 'text', text: 'Weather in Oslo?' }] },
      {
        role: 'assistant',
        content: 'Let me see.',
        reasoning_content: 'A call will tell.',
        tool_calls: [{ function: { name: 'weather', arguments: '{}' } }],
      },
      { role: 'tool', content: 'clear' },
      { role: 'assistant', content: 'It is clear.' },
    ],
  },
});
