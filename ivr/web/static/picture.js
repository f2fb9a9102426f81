// Draws the chapters of a call: dagre places them, the page's own SVG shows them.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const canvas = document.getElementById("canvas");
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const TITLE = "600 15px system-ui, sans-serif", PEOPLE = "12px system-ui, sans-serif";
  const PADDING = 16, LINE = 17, MOST_PEOPLE = 7, READABLE = 0.78;
  const passed = new Set(graph.way.map(([from, to]) => `${from}>${to}`));
  const onTheWay = new Set(graph.way.flat());
  let scale = 1;

  const pen = document.createElement("canvas").getContext("2d");
  function width(words, font) {
    pen.font = font;
    return pen.measureText(words).width;
  }

  function element(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function people(node) {
    const shown = node.people.slice(0, MOST_PEOPLE).map((who) => (who.length > 34 ? `${who.slice(0, 33)}…` : who));
    return node.people.length > MOST_PEOPLE ? [...shown, "…"] : shown;
  }

  function placed() {
    const layout = new dagre.graphlib.Graph();
    layout.setGraph({ rankdir: "TB", nodesep: 28, ranksep: 46, marginx: 16, marginy: 16 });
    layout.setDefaultEdgeLabel(() => ({}));
    for (const node of graph.nodes) {
      const lines = people(node);
      const widest = Math.max(width(node.title, TITLE), ...lines.map((line) => width(line, PEOPLE)));
      layout.setNode(node.name, { width: widest + 2 * PADDING, height: 44 + lines.length * LINE });
    }
    for (const edge of graph.edges) if (edge.usual) layout.setEdge(edge.from, edge.to);
    dagre.layout(layout);
    return layout;
  }

  function curve(points) {
    const [first, ...rest] = points;
    let path = `M${first.x} ${first.y}`;
    rest.slice(0, -1).forEach((point, n) => {
      const next = rest[n + 1], last = n === rest.length - 2;
      const end = last ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
      path += ` Q${point.x} ${point.y} ${end.x} ${end.y}`;
    });
    return rest.length === 1 ? `${path} L${rest[0].x} ${rest[0].y}` : path;
  }

  /** A bow from one box to another, for a way that dagre has not placed. */
  function bow(a, b) {
    const down = b.y >= a.y;
    const from = { x: a.x, y: a.y + (down ? a.height : -a.height) / 2 };
    const to = { x: b.x, y: b.y + (down ? -b.height : b.height) / 2 };
    if (Math.abs(a.y - b.y) < 10) {
      const side = b.x > a.x ? 1 : -1;
      return `M${a.x + (side * a.width) / 2} ${a.y} L${b.x - (side * b.width) / 2} ${b.y}`;
    }
    const bend = (to.y - from.y) / 2, aside = (b.x - a.x) * 0.2 + 30;
    return `M${from.x} ${from.y} C${from.x + aside} ${from.y + bend} ${to.x + aside} ${to.y - bend} ${to.x} ${to.y}`;
  }

  function edges(layout) {
    return graph.edges.map((edge) => {
      const way = passed.has(`${edge.from}>${edge.to}`) ? " passed" : "";
      const path = edge.usual ? curve(layout.edge(edge.from, edge.to).points) : bow(layout.node(edge.from), layout.node(edge.to));
      const kind = edge.usual ? "" : " exception";
      const head = way ? "url(#passed-head)" : "url(#head)";
      const drawn = element("path", { class: `edge${kind}${way}`, d: path, "marker-end": head, "data-from": edge.from });
      const title = element("title", {});
      title.textContent = edge.cues.join(", ");
      drawn.append(title);
      return drawn;
    });
  }

  function named(node) {
    const to = graph.edges.filter((edge) => edge.from === node.name && edge.usual);
    const titles = to.map((edge) => graph.nodes.find((other) => other.name === edge.to).title);
    return titles.length ? `${node.title}, ${canvas.dataset.leads} ${titles.join(", ")}` : node.title;
  }

  function box(layout, node) {
    const { x, y, width: wide, height } = layout.node(node.name);
    const group = element("g", {
      class: `node ${node.name}${onTheWay.has(node.name) ? " passed" : ""}`,
      tabindex: "0", role: "button", "aria-pressed": "false", "aria-label": named(node), "data-name": node.name,
    });
    group.append(element("rect", { x: x - wide / 2, y: y - height / 2, width: wide, height, rx: 10 }));
    const middle = { x, "text-anchor": "middle" };
    const title = element("text", { ...middle, y: y - height / 2 + 27 });
    title.textContent = node.title;
    group.append(title);
    people(node).forEach((who, n) => {
      const line = element("text", { ...middle, class: "people", y: y - height / 2 + 46 + n * LINE });
      line.textContent = who;
      group.append(line);
    });
    return group;
  }

  function head(id, kind) {
    const marker = { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" };
    return element("marker", marker, element("path", { d: "M0 0 L8 4 L0 8 z", class: `head ${kind}` }));
  }

  const layout = placed();
  const { width: whole, height: tall } = layout.graph();
  const svg = element("svg", { viewBox: `0 0 ${whole} ${tall}` },
    element("defs", {}, head("head", ""), head("passed-head", "passed")),
    ...edges(layout), ...graph.nodes.map((node) => box(layout, node)));
  canvas.append(svg);

  function zoom(to) {
    scale = Math.min(Math.max(to, 0.3), 2.5);
    svg.setAttribute("width", whole * scale);
    svg.setAttribute("height", tall * scale);
  }
  const fitting = () => Math.min((canvas.clientWidth - 4) / whole, 1.1);

  /** Shows every way on from a chapter, and opens it in the outline. */
  function choose(name, follow) {
    for (const node of svg.querySelectorAll(".node")) {
      const chosen = node.dataset.name === name;
      node.classList.toggle("chosen", chosen);
      node.setAttribute("aria-pressed", String(chosen));
    }
    for (const edge of svg.querySelectorAll(".edge")) edge.classList.toggle("chosen", edge.dataset.from === name);
    const chapter = document.getElementById(`chapter-${name}`);
    if (!chapter || !follow) return;
    chapter.open = true;
    chapter.querySelector("summary").focus({ preventScroll: true });
    chapter.scrollIntoView({ block: "start" });
  }

  svg.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (node) choose(node.dataset.name, true);
  });
  const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  svg.addEventListener("keydown", (event) => {
    const nodes = [...svg.querySelectorAll(".node")], at = nodes.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") choose(event.target.dataset.name, true);
    else if (event.key in STEPS) nodes[(at + STEPS[event.key] + nodes.length) % nodes.length].focus();
    else return;
    event.preventDefault();
  });
  for (const chapter of document.querySelectorAll("details[name=chapter]")) {
    chapter.addEventListener("toggle", () => { if (chapter.open) choose(chapter.id.replace("chapter-", ""), false); });
  }
  document.addEventListener("click", (event) => {
    const sound = event.target.closest("[data-hear]")?.dataset.hear;
    if (sound) new Audio(sound).play().catch(() => {});
    const link = event.target.closest(".ways a");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    const chapter = target?.closest("details[name=chapter]") ?? target;
    if (chapter) chapter.open = true;
  });
  document.getElementById("smaller").addEventListener("click", () => zoom(scale / 1.25));
  document.getElementById("larger").addEventListener("click", () => zoom(scale * 1.25));
  document.getElementById("whole").addEventListener("click", () => zoom(fitting()));
  zoom(Math.max(fitting(), READABLE));
  if (canvas.scrollWidth > canvas.clientWidth) canvas.scrollLeft = layout.node("dialed").x * scale - canvas.clientWidth / 2;
})();
