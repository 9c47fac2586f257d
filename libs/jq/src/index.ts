export { JqMapper, type JqMapperOptions } from './jq-mapper.js';
