/** Sentences as stories have them, each with a blank behind it: of three words, one tells of somebody or what they did. */
export const narrativeSentences = [
  'She took his hand and told him that she had heard it too. ',
  'He looked back at the door, and his face was pale in the dark. ',
  '"I knew it was you," she said, and her voice shook. ',
  'I sat on my bed and thought of what my father had told me. ',
  'He turned around, smiled at her and walked away. ',
  '"Who was it?" he asked, but she stared at her hands and said nothing. ',
  'That night I woke and saw him at the window, and my heart stood still. ',
  'She laughed, then she cried, and he held her until she went to sleep. ',
  'They came at night, and we ran, my brother and I, until I fell. ',
  '"Go back," I whispered, but she had opened the door. ',
  'His eyes were grey, and they looked at me as if he had known me all his life. ',
  'She pulled her coat around her and began to walk. ',
  'Nobody replied, and in the silence I heard his steps. ',
  'He nodded, took his hat and went out, and I never saw him again. ',
  '"You were right," he muttered, "and I was a fool." ',
  'Suddenly she grabbed my arm, and I felt her nails in my hand. ',
] as const;
