// Turns ../api/openapi.yaml into src/api/schema.ts. With --check it only says whether the file is current.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

const document = parse(readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8'))
const target = new URL('../src/api/schema.ts', import.meta.url)

const pascal = (text) => text.charAt(0).toUpperCase() + text.slice(1)
const quote = (value) => (value === null ? 'null' : `'${value}'`)
const note = (text, indent) => (text ? `${indent}/** ${text.trim().replace(/\s*\n\s*/g, ' ')} */\n` : '')

function type(schema, indent = '') {
  if (schema.$ref) return schema.$ref.split('/').at(-1)
  if (schema.oneOf)
    return schema.oneOf
      .map((one) => type(one, indent))
      .sort(nullLast)
      .join(' | ')
  if (schema.enum) return schema.enum.map(quote).join(' | ')
  if (Array.isArray(schema.type)) {
    return schema.type.map((one) => type({ ...schema, type: one }, indent)).join(' | ')
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number'
    case 'array': {
      const item = type(schema.items, indent)
      return /[|]/.test(item.replace(/\{[\s\S]*\}/, '')) ? `Array<${item}>` : `${item}[]`
    }
    case 'object':
      return object(schema, indent)
    default:
      return schema.type
  }
}

const nullLast = (a, b) => Number(a === 'null') - Number(b === 'null')

function object(schema, indent) {
  if (!schema.properties) return `Record<string, ${type(schema.additionalProperties, indent)}>`
  const inner = `${indent}  `
  const fields = Object.entries(schema.properties).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?'
    return `${note(property.description, inner)}${inner}${name}${optional}: ${type(property, inner)}\n`
  })
  return `{\n${fields.join('')}${indent}}`
}

const resolve = (node) =>
  node?.$ref
    ? node.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], document)
    : node

const json = (content) => content?.['application/json']?.schema

function operations() {
  const out = []
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = pascal(operation.operationId)
      const body = json(operation.requestBody?.content)
      const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))
      const answer = json(resolve(success?.[1])?.content) // A redirect answers nothing.
      const query = (operation.parameters ?? []).map(resolve).filter((parameter) => parameter.in === 'query')
      const where = `${method.toUpperCase()} ${path}`
      if (query.length) {
        const properties = Object.fromEntries(query.map((one) => [one.name, one.schema]))
        const required = query.filter((one) => one.required).map((one) => one.name)
        out.push(declare(`${name}Query`, { type: 'object', properties, required }, `Query of ${where}`))
      }
      if (body && !body.$ref) out.push(declare(`${name}Body`, body, `Body of ${where}`))
      if (answer && !answer.$ref) out.push(declare(`${name}Answer`, answer, `Answer of ${where}`))
    }
  }
  return out
}

const declare = (name, schema, description) => `${note(description, '')}export type ${name} = ${type(schema)}\n`

const text = [
  '// Written by scripts/api-types.mjs from api/openapi.yaml.\n',
  ...Object.entries(document.components.schemas).map(([name, schema]) => declare(name, schema, schema.description)),
  ...operations(),
].join('\n')

if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/api/schema.ts is not what api/openapi.yaml says: run npm run types')
  process.exit(1)
}
