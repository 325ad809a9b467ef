// Prints the OpenAPI document that the package keeps as a JavaScript module. What the tests do not read is left out, as
// it is most of what they would have to parse: prose, and all methods but POST, which works on every path.
import { readFileSync } from 'node:fs'

const root = new URL('./node_modules/@seamapi/types/', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('package.json', root)))
if (version !== '1.977.0') throw new Error(`@seamapi/types ${version} is not the pinned version`)
const { default: spec } = await import(new URL('lib/seam/connect/openapi.js', root))

for (const path of Object.keys(spec.paths)) spec.paths[path] = { post: spec.paths[path].post }
const isProse = (key, value) => ['description', 'summary', 'title'].includes(key) && typeof value === 'string'
process.stdout.write(JSON.stringify(spec, (key, value) => (isProse(key, value) || key.startsWith('x-') ? undefined : value)))
