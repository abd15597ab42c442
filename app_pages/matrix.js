// Draws a matrix from plain data. Whatever a report says is set as text, never as HTML.

const opened = new Set() // "theme, area" of the cells that are open, kept while the data changes

export default function ({ parentElement, data, setTriggerValue }) {
  const told = JSON.stringify(data)
  if (parentElement.drawn === told) return
  parentElement.drawn = told
  parentElement.querySelector(".matrix")?.remove()
  parentElement.append(matrix(data, (key) => setTriggerValue("cite", key)))
}

/** An element of a tag, with a class and what is in it: elements or text. */
function make(tag, look, ...inside) {
  const made = document.createElement(tag)
  if (look) made.className = look
  made.append(...inside.filter(Boolean))
  return made
}

function matrix(data, cite) {
  const corner = columnHead("Theme")
  const head = make("tr", "", corner)
  for (const area of data.areas) head.append(columnHead(area.name, area.held))
  const body = make("tbody")
  for (const row of data.rows) body.append(themeRow(row, data.areas, cite))
  const table = make("table", "", make("caption", "", "Themes down, areas across"))
  table.append(make("thead", "", head), body)
  corner.append(turnAll("Open all", table, true), turnAll("Close all", table, false))
  const box = make("div", "box", table)
  box.tabIndex = 0 // so that arrow keys scroll it
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", "Comparison")
  const below = () => box.style.setProperty("--head", `${head.offsetHeight}px`)
  new ResizeObserver(below).observe(head) // how far down a theme's name stays in sight
  return make("div", "sba matrix", box)
}

function turnAll(words, table, open) {
  const made = make("button", "all", words)
  made.type = "button"
  made.onclick = () => table.querySelectorAll("td > button").forEach((b) => turn(b, open))
  return made
}

function columnHead(name, said) {
  const made = make("th", "", make("span", "name", name), said && make("span", "quiet", said))
  made.scope = "col"
  return made
}

function themeRow(row, areas, cite) {
  const about = make("div", "", make("span", "name", row.theme))
  about.append(make("span", "tag", "Worked out by this program"), make("p", "quiet", row.summary))
  if (row.figures) {
    const lead = make("summary", "", row.figures.lead)
    about.append(make("details", "quiet", lead, make("p", "", row.figures.text)))
  }
  const head = make("th", "", about)
  head.scope = "row"
  const made = make("tr", "", head)
  row.cells.forEach((one, number) => made.append(cell(one, row.theme, areas[number].name, cite)))
  return made
}

function cell(one, theme, area, cite) {
  const made = make("td", one.state)
  made.dataset.area = area
  const lead = [make("strong", "", one.lead), " ", make("span", "quiet", one.quiet)]
  if (one.state !== "found") {
    made.append(make("p", "", ...lead), ...one.notes.map(note))
    return made
  }
  const [first] = one.statements
  const button = make("button", "cell", make("span", "when", ...lead))
  button.type = "button"
  button.append(about(first), make("span", "first", ...pieces(first)))
  if (one.more) button.append(make("span", "more", one.more))
  const closed = make("div", "closed", ...first.chips.slice(0, 1).map((c) => chip(c, c.place, cite)))
  const whole = make("div", "whole", ...one.statements.map((s) => statement(s, cite)))
  whole.append(...one.notes.map(note))
  if (one.others.length) whole.append(make("p", "quiet", "In other reports:"))
  whole.append(...one.others.map((s) => statement(s, cite)))
  button.onclick = () => turn(button, button.getAttribute("aria-expanded") !== "true")
  button.key = JSON.stringify([theme, area])
  made.append(button, closed, whole)
  turn(button, opened.has(button.key))
  return made
}

function turn(button, open) {
  const cell = button.parentElement
  button.setAttribute("aria-expanded", open)
  cell.classList.toggle("open", open)
  cell.querySelector(".closed").hidden = open
  cell.querySelector(".whole").hidden = !open
  if (open) opened.add(button.key)
  else opened.delete(button.key)
}

function statement(one, cite) {
  const text = make("p", "text", ...pieces(one))
  const chips = make("div", "chips", ...one.chips.map((c) => chip(c, c.words, cite)))
  return make("div", "said", make("div", "sba statement", about(one), text), chips)
}

function about(one) {
  return one.about && make("span", "about", one.about)
}

function pieces(one) {
  return one.text.map(([text, asked]) => (asked ? make("mark", "", text) : text))
}

function chip(one, words, cite) {
  const made = make("button", "chip", words)
  made.type = "button"
  made.title = one.words
  made.onclick = () => cite(one.key)
  return made
}

function note(text) {
  return make("p", "note", text)
}
