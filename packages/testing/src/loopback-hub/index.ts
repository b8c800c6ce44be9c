export { contentOf, type HubContent } from './hub-content.ts';
export { type FaultMatch, type HubFault } from './hub-fault.ts';
export { type HubFile, type HubRepository } from './hub-repository.ts';
export { type HubRequest } from './hub-request.ts';
export { startLoopbackHub, type LoopbackHub, type LoopbackHubOptions } from './loopback-hub.ts';
