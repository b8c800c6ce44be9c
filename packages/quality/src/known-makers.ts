/** A maker of assistants, and the words, as they are written, by which outputs name it and its models. */
export interface KnownMaker {
  readonly maker: string;
  readonly names: readonly string[];
  /** Words that mean the model, or the model as well as its maker; a version may follow. */
  readonly models?: readonly string[];
  /** Words that are people, beasts or stars as well: they count only where something else speaks of an assistant. */
  readonly doubtfulModels?: readonly string[];
  /** Whether so many people work there that `I was trained by …` is as likely a person's word. */
  readonly isEmployer?: true;
}

/** The makers that are looked for. */
export const knownMakers: readonly KnownMaker[] = [
  {
    maker: 'OpenAI',
    names: ['OpenAI', 'Open AI'],
    models: ['ChatGPT', 'chatGPT', 'Chat GPT', 'Chat-GPT', 'GPT', 'ChatGpt'],
  },
  { maker: 'Anthropic', names: ['Anthropic'], doubtfulModels: ['Claude'] },
  {
    maker: 'Google',
    names: ['Google', 'Google AI', 'Google Research', 'DeepMind', 'Deep Mind', '谷歌'],
    models: ['LaMDA', 'PaLM'],
    doubtfulModels: ['Gemini', 'Google Gemini', 'Bard', 'Google Bard', 'Gemma'],
    isEmployer: true,
  },
  {
    maker: 'Meta',
    names: ['Meta', 'Facebook'],
    models: ['Meta AI', 'LLaMA', 'LLAMA', 'BlenderBot'],
    doubtfulModels: ['Llama'],
    isEmployer: true,
  },
  {
    maker: 'Microsoft',
    names: ['Microsoft', '微软'],
    models: ['Bing Chat', 'Microsoft Copilot', 'GitHub Copilot', 'Phi-2', 'Phi-3', 'Phi-4'],
    doubtfulModels: ['Bing', 'Copilot', 'Cortana'],
    isEmployer: true,
  },
  {
    maker: 'DeepSeek',
    names: ['深度求索'],
    models: ['DeepSeek', 'Deepseek', 'DeepSeek AI'],
  },
  {
    maker: 'Alibaba',
    names: ['Alibaba', 'Alibaba Cloud', 'Alibaba Group', '阿里巴巴', '阿里云'],
    models: ['Qwen', 'Tongyi', 'Tongyi Qianwen', '通义千问'],
    isEmployer: true,
  },
  {
    maker: 'Mistral AI',
    names: ['Mistral AI'],
    models: ['Mixtral'],
    doubtfulModels: ['Mistral'],
  },
  { maker: 'xAI', names: ['xAI'], doubtfulModels: ['Grok'] },
  { maker: 'Cohere', names: ['Cohere'], models: ['Command R', 'Command-R'] },
  {
    maker: 'Baidu',
    names: ['Baidu', '百度'],
    models: ['ERNIE', 'ERNIE Bot', '文心一言'],
    isEmployer: true,
  },
  {
    maker: 'LAION',
    names: ['LAION', 'LAION-AI'],
    models: ['Open Assistant', 'OpenAssistant', 'Open-Assistant'],
  },
  { maker: 'Stability AI', names: ['Stability AI', 'StabilityAI'], models: ['StableLM'] },
  {
    maker: 'LMSYS',
    names: ['LMSYS', 'Large Model Systems Organization'],
    models: ['Vicuna', 'StableVicuna'],
  },
  {
    maker: 'Databricks',
    names: ['Databricks'],
    models: ['DBRX'],
    doubtfulModels: ['Dolly'],
    isEmployer: true,
  },
  { maker: 'Amazon', names: ['Amazon', 'AWS'], doubtfulModels: ['Alexa'], isEmployer: true },
  { maker: 'Apple', names: ['Apple'], doubtfulModels: ['Siri'], isEmployer: true },
  { maker: 'IBM', names: ['IBM'], doubtfulModels: ['Watson', 'Granite'], isEmployer: true },
  { maker: 'Nvidia', names: ['NVIDIA', 'Nvidia'], models: ['Nemotron'], isEmployer: true },
  { maker: 'Tencent', names: ['Tencent', '腾讯'], models: ['Hunyuan', '混元'], isEmployer: true },
  { maker: 'ByteDance', names: ['ByteDance', '字节跳动'], models: ['豆包'], isEmployer: true },
  { maker: 'iFlytek', names: ['科大讯飞'], models: ['讯飞星火'], isEmployer: true },
  { maker: 'Moonshot AI', names: ['Moonshot AI', '月之暗面'], doubtfulModels: ['Kimi'] },
  {
    maker: 'Zhipu AI',
    names: ['Zhipu', 'Zhipu AI', 'ZhipuAI', '智谱', '智谱AI', '清华大学'],
    models: ['ChatGLM', 'GLM', '智谱清言'],
  },
  { maker: 'Hugging Face', names: ['Hugging Face', 'HuggingFace'], doubtfulModels: ['Zephyr'] },
  { maker: 'Nous Research', names: ['Nous Research'], models: ['Nous Hermes', 'Nous-Hermes'] },
  {
    maker: 'TII',
    names: ['Technology Innovation Institute'],
    models: ['Falcon-7B', 'Falcon-40B', 'Falcon-180B'],
  },
  { maker: 'EleutherAI', names: ['EleutherAI'], models: ['GPT-J', 'GPT-Neo', 'GPT-NeoX'] },
  { maker: 'Inflection AI', names: ['Inflection AI'] },
];
