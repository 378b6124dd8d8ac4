// What a person, a screen reader or a phone would stumble over on this page: a list of findings.
const wrong = [];
const name = (el) => el.getAttribute("aria-label") || el.labels?.[0]?.textContent || el.textContent || el.title;
for (const el of document.querySelectorAll("button, a, input:not([type=hidden]), textarea, select, fieldset, iframe")) {
  if (!name(el)?.trim()) wrong.push("no name: " + el.outerHTML.slice(0, 120));
}
const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) wrong.push("id twice: " + id);
if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
if (document.documentElement.lang !== "fr") wrong.push("lang");
if (!document.title) wrong.push("no title");
for (const role of ["main", "header"]) if (!document.querySelector(role)) wrong.push("no " + role);
if (document.documentElement.scrollWidth > innerWidth) wrong.push("scrolls sideways: " + document.documentElement.scrollWidth);
for (const el of document.querySelectorAll("#actions button, .envoyer, .carte button, .filtre button, .dossiers a, nav a, nav button")) {
  const box = el.getBoundingClientRect();
  if (box.width && (box.height < 44 || box.width < 44)) wrong.push("small target: " + el.textContent.trim() + " " + box.width + "x" + box.height);
}
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const parse = (colour) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const background = (el) => {
  for (let at = el; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour[3] > 250) return colour.slice(0, 3);
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
};
for (const el of document.querySelectorAll("body *")) {
  const text = [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const box = el.getBoundingClientRect();
  if (!text || box.width < 2 || box.height < 2 || el.closest(".invisible, .evitement, noscript, script")) continue;
  const a = luminance(parse(getComputedStyle(el).color).slice(0, 3));
  const b = luminance(background(el));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) wrong.push("contrast " + ratio.toFixed(2) + ": " + el.textContent.trim().slice(0, 40));
}
return wrong;
