export { PortCatalog } from './port-catalog.js';
export { type RequestLimits } from './request-limits.js';
