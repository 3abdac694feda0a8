// Looks at the built site as a browser without a network would: every link and anchor leads somewhere, nothing is loaded from
// elsewhere, every page is in the menu, and no formula was left as text.
import fs from 'node:fs'
import path from 'node:path'
import { Parser } from 'htmlparser2'
import { sidebar } from './.vitepress/sidebar.mjs'
import { site } from './pages.mjs'

const root = path.join(site, 'target', 'site')
const LOADED = { img: 'src', script: 'src', link: 'href', source: 'src', iframe: 'src' }
const problems = []
const documents = new Map()

const files = fs.readdirSync(root, { recursive: true }).map(String)
const html = files.filter(file => file.endsWith('.html'))
html.forEach(file => documents.set(file, read(file)))

for (const file of html) {
    const { links, loads } = documents.get(file)
    links.forEach(link => follow(file, link))
    loads.forEach(link => load(file, link))
}
for (const file of files.filter(file => file.endsWith('.css'))) {
    for (const [, link] of fs.readFileSync(path.join(root, file), 'utf8').matchAll(/url\(["']?([^"')]+)/g)) {
        load(file, link)
    }
}
menu()

if (problems.length > 0) {
    console.error(problems.join('\n'))
    console.error(`site/check: ${problems.length} problems`)
    process.exit(1)
}
console.log(`site/check: ${html.length} pages, ${[...documents.values()].reduce((sum, page) => sum + page.links.length, 0)} links`)

/** Where a page can be entered, where it leads, and what it loads. */
function read(file) {
    const page = { anchors: new Set(), links: [], loads: [] }
    let code = 0
    const parser = new Parser({
        onopentag(name, attributes) {
            if (attributes.id !== undefined) {
                page.anchors.add(attributes.id)
            }
            if (name === 'a' && attributes.name !== undefined) {
                page.anchors.add(attributes.name)
            }
            if (name === 'a' && attributes.href !== undefined) {
                page.links.push(attributes.href)
            }
            const loaded = LOADED[name]
            if (loaded !== undefined && attributes[loaded] !== undefined) {
                page.loads.push(attributes[loaded])
            }
            if (['pre', 'code', 'script', 'style', 'svg'].includes(name)) {
                code++
            }
        },
        ontext(text) {
            if (code === 0 && !file.startsWith('api' + path.sep) && /\$[^$]*\\[a-z]|```/.test(text)) {
                problems.push(`${file}: a formula or a block of code was left as text: ${text.trim().slice(0, 60)}`)
            }
        },
        onclosetag(name) {
            if (['pre', 'code', 'script', 'style', 'svg'].includes(name)) {
                code--
            }
        },
    }, { decodeEntities: true })
    parser.end(fs.readFileSync(path.join(root, file), 'utf8'))
    return page
}

/** The file of the site that a link of another means; undefined if it leads elsewhere. */
function place(from, link) {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) {
        return undefined
    }
    const name = decodeURIComponent(link.split(/[?#]/)[0])
    if (name === '') {
        return from
    }
    const file = path.normalize(name.startsWith('/') ? name.slice(1) : path.join(path.dirname(from), name))
    return file === '.' || file.endsWith('/') ? path.join(file, 'index.html') : file
}

function follow(from, link) {
    const file = place(from, link)
    const anchor = decodeURIComponent(link.split('#')[1] ?? '')
    if (file === undefined) {
        return
    }
    if (file.startsWith('..') || !fs.existsSync(path.join(root, file)) || fs.statSync(path.join(root, file)).isDirectory()) {
        problems.push(`${from}: ${link}: no such page`)
    } else if (anchor !== '' && documents.has(file) && !documents.get(file).anchors.has(anchor)) {
        problems.push(`${from}: ${link}: no such anchor`)
    }
}

function load(from, link) {
    if (link.startsWith('data:')) {
        return
    }
    const file = place(from, link)
    if (file === undefined) {
        problems.push(`${from}: loads ${link} from elsewhere`)
    } else if (!fs.existsSync(path.join(root, file))) {
        problems.push(`${from}: loads ${link}, which is not there`)
    }
}

/** Each page is in the menu, but for those that a page of the menu lists. */
function menu() {
    const listed = new Set(sidebar.flatMap(group => group.items).flatMap(item => [item, ...(item.items ?? [])])
        .map(item => item.link.slice(1) + (item.link.endsWith('/') ? 'index.html' : '.html')))
    for (const file of html.filter(file => !/^(?:api|files)[/\\]|^404\.html$|^decisions\//.test(file) && !listed.has(file))) {
        problems.push(`${file}: not in .vitepress/sidebar.mjs`)
    }
    for (const file of listed) {
        if (!html.includes(file)) {
            problems.push(`.vitepress/sidebar.mjs: ${file}: no such page`)
        }
    }
}
