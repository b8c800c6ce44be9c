export { cardJsonSchema, cardSchema, type Card } from './card-schema.ts';
export { folderOf } from './folder-of.ts';
export { isLicensedFor, licenseUses, type LicenseUse } from './is-licensed-for.ts';
export { licenseClasses, type LicenseClass } from './license-schema.ts';
export { parseCard } from './parse-card.ts';
