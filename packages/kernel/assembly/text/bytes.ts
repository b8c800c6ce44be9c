// The bytes that JSON is made of, as it names them.

export const lineFeed: u32 = 0x0a;
export const blank: u32 = 0x20;
export const quote: u32 = 0x22;
export const comma: u32 = 0x2c;
export const minus: u32 = 0x2d;
export const point: u32 = 0x2e;
export const slash: u32 = 0x2f;
export const zero: u32 = 0x30;
export const colon: u32 = 0x3a;
export const openingBracket: u32 = 0x5b;
export const backslash: u32 = 0x5c;
export const closingBracket: u32 = 0x5d;
export const letterF: u32 = 0x66;
export const letterN: u32 = 0x6e;
export const letterT: u32 = 0x74;
export const letterU: u32 = 0x75;
export const openingBrace: u32 = 0x7b;
export const closingBrace: u32 = 0x7d;
