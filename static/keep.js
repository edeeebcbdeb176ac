// The buttons under a picture: keep it as SVG or PNG, or print the page. All of it is done in the browser, of what is
// on the screen; nothing is asked of anyone but this server, which has the fonts.
const NS = "http://www.w3.org/2000/svg";
const FONT = "Parity Sans, Source Sans, Segoe UI, Helvetica, Arial, sans-serif";
const FACES = { 400: "source-sans-3-latin-400-normal.woff2", 600: "source-sans-3-latin-600-normal.woff2" };

function lines(words, width, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const out = [];
  for (const word of words.split(/[ \n]+/).filter(Boolean)) {
    const longer = out.length ? `${out[out.length - 1]} ${word}` : word;
    if (out.length && pen.measureText(longer).width <= width) out[out.length - 1] = longer;
    else out.push(word);
  }
  return out;
}

function write(svg, words, top, size, weight, colour, width) {
  const rows = lines(words, width - 32, `${weight} ${size}px "Parity Sans", sans-serif`);
  rows.forEach((row, n) => {
    const text = document.createElementNS(NS, "text");
    text.setAttribute("x", 16);
    text.setAttribute("y", top + size + n * size * 1.4);
    text.setAttribute("style", `font: ${weight} ${size}px ${FONT}; fill: ${colour}`);
    text.textContent = row;
    svg.appendChild(text);
  });
  return rows.length * size * 1.4;
}

async function faces() {
  const rules = await Promise.all(Object.entries(FACES).map(async ([weight, file]) => {
    const answer = await fetch(new URL(`app/static/fonts/${file}`, document.baseURI));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let binary = "";
    bytes.forEach((byte) => { binary += String.fromCharCode(byte); });
    return `@font-face { font-family: "Parity Sans"; font-weight: ${weight}; ` +
      `src: url(data:font/woff2;base64,${btoa(binary)}) format("woff2"); }`;
  }));
  return rules.join("\n");
}

async function picture({ picture, said, source, alt }) {
  const plot = document.querySelector(`.st-key-picture-${picture} .js-plotly-plot`);
  const box = plot.getBoundingClientRect();
  const page = getComputedStyle(document.querySelector(".stApp"));
  const width = Math.max(box.width + 32, 340);
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("xmlns", NS);
  svg.setAttribute("role", "img");
  const title = svg.appendChild(document.createElementNS(NS, "title"));
  title.textContent = alt;
  const style = svg.appendChild(document.createElementNS(NS, "style"));
  style.textContent = `${await faces()}\ntext { white-space: pre; }`;
  const ground = svg.appendChild(document.createElementNS(NS, "rect"));
  let top = 16;
  if (said) top += write(svg, said, top, 18, 600, page.color, width) + 16;
  const drawn = svg.appendChild(document.createElementNS(NS, "g"));
  drawn.setAttribute("transform", `translate(16 ${top})`);
  plot.querySelectorAll(".main-svg").forEach((layer) => {
    [...layer.childNodes].forEach((node) => drawn.appendChild(node.cloneNode(true)));
  });
  drawn.querySelectorAll(".hoverlayer, .modebar").forEach((node) => node.remove());
  top += box.height + 16;
  top += write(svg, source, top, 14, 400, page.color, width) + 16;
  for (const [name, value] of Object.entries({ width, height: top, viewBox: `0 0 ${width} ${top}` })) svg.setAttribute(name, value);
  for (const [name, value] of Object.entries({ width, height: top, fill: page.backgroundColor })) ground.setAttribute(name, value);
  return { text: new XMLSerializer().serializeToString(svg), width, height: top };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function keepSvg(data) {
  const made = await picture(data);
  save(new Blob([made.text], { type: "image/svg+xml" }), `${data.name}.svg`);
}

async function keepPng(data) {
  const made = await picture(data);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(made.text)}`;
  await image.decode();
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [2 * made.width, 2 * made.height];
  sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
  sheet.toBlob((blob) => save(blob, `${data.name}.png`), "image/png");
}

// What is folded away would be missing on paper.
function print() {
  document.querySelectorAll("[data-testid=stMain] details:not([open]) > summary").forEach((each) => each.click());
  setTimeout(() => window.print(), 600);
}

export default function ({ data, parentElement }) {
  const bar = parentElement.querySelector(".keep");
  const acts = { svg: () => keepSvg(data), png: () => keepPng(data), print };
  for (const button of bar.querySelectorAll("button")) {
    button.hidden = button.name !== "print" && !data.picture;
    button.onclick = acts[button.name];
  }
}
