// What is declined is negated in one of these ways; a text without one is not looked at any further.
const negation =
  /\bno (?:puedo|podré|me es|estoy|tengo)|não |\bne (?:peux|pour|suis|dis)|nicht|keine|\bnon (?:posso|sono|ho|mi)|не (?:м|см|им|в)|[无無]法|不能|没[办有]|ません|できかね|없|어렵/u;
const refusals = new RegExp(
  [
    // Spanish, Portuguese, French, German, Italian, Russian
    '(?:lo siento|lamento|disculpa|perdón|desafortunadamente|lamentablemente|como (?:una )?(?:ia|modelo de lenguaje|inteligencia artificial))[^.!?\\n]{0,60}\\bno (?:puedo|podré|me es posible|estoy (?:capacitad|autorizad|en condiciones)|tengo (?:acceso|la capacidad|permitido))',
    '^no puedo (?:ayudar|proporcionar|responder|cumplir|crear|generar|ofrecer|asistir|dar)',
    '(?:desculpe|sinto muito|lamento|infelizmente|como (?:uma? )?(?:ia|modelo de linguagem|inteligência artificial))[^.!?\\n]{0,60} não (?:posso|consigo|estou autorizad|tenho (?:acesso|a capacidade|permissão))',
    '^não posso (?:ajudar|fornecer|responder|atender|criar|gerar)',
    "(?:désolée?|malheureusement|je m['’]excuse|en tant qu(?:['’](?:ia|intelligence)|e modèle))[^.!?\\n]{0,60}\\bje ne (?:peux|pourrai|suis pas (?:en mesure|autorisé)|dispose pas)",
    "^je ne peux pas (?:vous aider|t['’]aider|répondre|fournir|créer|satisfaire)",
    '(?:tut mir leid|leider|entschuldigung|als ki)[^.!?\\n]{0,30}\\b(?:kann|darf|könnte)\\b[^.!?\\n]{0,80}\\b(?:nicht|keine[nrs]?)\\b[^.!?\\n]{0,40}(?:helfen|beantworten|bereitstellen|unterstützen|geben|erstellen|nachkommen|erfüllen|schreiben|teilen|machen)',
    '(?:mi dispiace|spiacente|purtroppo|come (?:ia|modello))[^.!?\\n]{0,60}\\bnon (?:posso|sono in grado|ho (?:accesso|la capacità)|mi è possibile)',
    '(?:извините|простите|сожалею|к сожалению|прошу прощения|как (?:ии|языковая модель))[^.!?\\n]{0,60}(?:не могу|не смогу|не имею (?:возможности|доступа)|не в состоянии)',
    '^я не могу (?:помочь|предоставить|ответить|выполнить|создать)',
    // Chinese, Japanese, Korean
    '(?:抱歉|对不起|對不起|很遗憾|不好意思)[^。！？\\n]{0,30}(?:无法|無法|不能|没办法|没有能力|没有权限)',
    '作为(?:一个|一名|一款)?(?:AI|人工智能|大型|语言模型)[^。！？\\n]{0,30}(?:无法|不能)',
    '^我(?:无法|不能)(?:提供|回答|协助|满足|帮|为您)',
    '(?:申し訳|すみません|ごめんなさい|残念ながら)[^。！？\\n]{0,60}(?:できません|できかね|いたしかね)',
    '(?:죄송|미안|유감)[^.!?\\n]{0,60}(?:없습니다|없어요|어렵습니다)',
  ].join('|'),
  'iu',
);

// These open an answer: what stands later is not looked at, in UTF-16 units.
const openingUnits = 150;

/** Where in an answer's opening the commonest wordings of nine languages beside English decline; undefined where none does. */
export function declinesInOtherWords(opening: string): number | undefined {
  const start = opening.slice(0, openingUnits);
  return negation.test(start) ? refusals.exec(start)?.index : undefined;
}
