// Writes the schema that GramJS ships as LAYER.tl, in the form that "telegramhost emulator --layer-schemas FOLDER" reads. Prints the layer.
//
//   node layer-schema.mjs FOLDER
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const { LAYER } = require('telegram/tl/AllTLObjects')
const api = require('telegram/tl/apiTl')

writeFileSync(join(process.argv[2], `${LAYER}.tl`), `// LAYER ${LAYER}\n${api}\n`)
console.log(LAYER)
