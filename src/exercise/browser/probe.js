// Looks at a page, and answers with one text of JSON. Runs in an isolated world: the page's
// scripts cannot touch what is called here. Its elements can: a form shows its fields as its own
// properties, so a field called `children` hides the real ones. Hence everything is taken from
// the prototypes.
(question) => {
  "use strict";

  const method = (type, name) => {
    const called = type.prototype[name];
    return (self, ...rest) => called.apply(self, rest);
  };
  const property = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
    return (self) => get.call(self);
  };

  const select = method(Document, "querySelectorAll");
  const selectOne = method(Document, "querySelector");
  const selectIn = method(Element, "querySelectorAll");
  const walk = method(Document, "createTreeWalker");
  const range = method(Document, "createRange");
  const root = property(Document, "documentElement");
  const textOf = property(Node, "textContent");
  const parent = property(Node, "parentElement");
  const siblings = property(Node, "childNodes");
  const attribute = method(Element, "getAttribute");
  const box = method(Element, "getBoundingClientRect");
  const boxes = method(Range, "getClientRects");
  const is = method(Element, "matches");
  const isVisible = method(Element, "checkVisibility");
  const name = property(Element, "localName");
  const clientWidth = property(Element, "clientWidth");
  const clientHeight = property(Element, "clientHeight");
  const clientLeft = property(Element, "clientLeft");
  const clientTop = property(Element, "clientTop");
  const scrollWidth = property(Element, "scrollWidth");
  const style = (element) => getComputedStyle(element);

  // Neither spaces, nor what is there to have no looks.
  const sight = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
  // Half a pixel may be lost to rounding.
  const slack = 1;

  // A document that nobody sees, in which the browser says what direction a text asks for.
  const scratch = document.implementation.createHTMLDocument("").createElement("div");
  scratch.dir = "auto";
  const dueOf = (text) => {
    scratch.textContent = text;
    return scratch.matches(":dir(rtl)") ? "rtl" : "ltr";
  };

  const isolates = /^(isolate|isolate-override|plaintext)$/;
  const inline = /^(inline|contents|ruby|ruby-text)$/;

  // Whether the element, or what holds nothing else that is visible, keeps to itself.
  const isIsolated = (element) => {
    for (let at = element; at; at = parent(at)) {
      const { display, unicodeBidi } = style(at);
      if (isolates.test(unicodeBidi) || !inline.test(display)) {
        return true;
      }
      const around = parent(at);
      if (!around) {
        return true;
      }
      for (const sibling of siblings(around)) {
        if (sibling !== at && sight.test(textOf(sibling)) && sibling.nodeType !== Node.COMMENT_NODE) {
          return false;
        }
      }
    }
    return true;
  };

  // The nearest element around that may cut it off: what is positioned has left those between.
  const container = (element) => {
    const { position } = style(element);
    let at = position === "fixed" ? null : parent(element);
    while (position === "absolute" && at && style(at).position === "static") {
      at = parent(at);
    }
    return at;
  };

  const cuts = /hidden|clip/;

  // Whether an element shows only a part of what lies at `rect`.
  const cutsOff = (element, rect) => {
    const { overflowX, overflowY, display } = style(element);
    if (inline.test(display)) {
      return false;
    }
    const { left, top } = box(element);
    const x = left + clientLeft(element);
    const y = top + clientTop(element);
    if (cuts.test(overflowX) && (rect.left < x - slack || rect.right > x + clientWidth(element) + slack)) {
      return true;
    }
    // Lines may stand closer than their letters are high: their middle has to be seen.
    const middle = (rect.top + rect.bottom) / 2;
    return cuts.test(overflowY) && (middle < y || middle > y + clientHeight(element));
  };

  const isClipped = (element, text) => {
    if (!sight.test(text)) {
      return false;
    }
    if (!isVisible(element, { opacityProperty: true, visibilityProperty: true })) {
      return true;
    }
    const contents = range(document);
    contents.selectNodeContents(element);
    const rects = [...boxes(contents)];
    if (!rects.some((rect) => rect.width > 0 && rect.height > 0)) {
      return true;
    }
    for (let at = element; at && at !== root(document); at = container(at)) {
      if (rects.some((rect) => rect.width > 0 && cutsOff(at, rect))) {
        return true;
      }
    }
    return false;
  };

  const shown = (element, wanted, item) => {
    const text = wanted === null ? textOf(element) : attribute(element, wanted);
    return text === null ? null : {
      item,
      text,
      direction: style(element).direction,
      due: dueOf(text),
      isolated: isIsolated(element),
      clipped: wanted === null && isClipped(element, text),
    };
  };

  const letter = "[\\p{L}\\p{M}\\p{N}_]";
  const spoken = new RegExp(
    `(?<!${letter})(?:null|undefined|NaN|Invalid Date)(?!${letter})|\\[object Object\\]`, "gu");

  const words = () => {
    const found = [];
    const texts = walk(document, root(document), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const matches = new Set(node.data.match(spoken));
      const element = matches.size && parent(node);
      if (element && isVisible(element, { opacityProperty: true, visibilityProperty: true })) {
        for (const word of matches) {
          found.push({ word, text: node.data });
        }
      }
    }
    return found;
  };

  // A short path: from the nearest id, or the last four steps.
  const path = (element) => {
    const steps = [];
    for (let at = element; at && steps.length < 4; at = parent(at)) {
      const id = attribute(at, "id");
      if (id) {
        steps.unshift(`${name(at)}#${CSS.escape(id)}`);
        break;
      }
      const [first] = (attribute(at, "class") ?? "").split(/\s+/).filter(Boolean);
      steps.unshift(name(at) + (first ? `.${CSS.escape(first)}` : ""));
    }
    return steps.join(" > ");
  };

  // How far an element, or the text in it, sticks out of the window to either side.
  const excess = (element, width) => {
    const { left, right, width: own } = box(element);
    const { direction, overflowX, display } = style(element);
    const spills = overflowX === "visible" && !inline.test(display);
    const more = spills ? Math.max(0, scrollWidth(element) - Math.ceil(own)) : 0;
    const [start, end] = direction === "rtl" ? [left - more, right] : [left, right + more];
    return Math.max(end + scrollX - width, -(start + scrollX));
  };

  const isWithin = (element) => {
    for (let at = parent(element); at && at !== root(document); at = parent(at)) {
      if (style(at).overflowX !== "visible") {
        return true;
      }
    }
    return false;
  };

  const overflow = () => {
    const width = clientWidth(root(document));
    const scroll = scrollWidth(root(document));
    if (scroll <= width) {
      return null;
    }
    let [widest, most] = [root(document), 0];
    for (const element of select(document, "body *")) {
      const out = excess(element, width);
      // The innermost of those that stick out alike is the one that pushes the others.
      if (out > 0 && out >= most && !isWithin(element)) {
        [widest, most] = [element, out];
      }
    }
    return { scroll, element: path(widest) };
  };

  // The elements that a probe asks for, each with the number of its item.
  const matching = ({ within, selector }) => {
    if (within === null) {
      return [...select(document, selector)].map((element) => [element, 0]);
    }
    if (selector !== "") {
      // What is no selector is told at once, and not with the first item.
      selectOne(document, selector);
    }
    return [...select(document, within)].flatMap((item, number) => {
      const elements = selector === "" ? [item] : [...selectIn(item, selector)];
      return elements.map((element) => [element, number]);
    });
  };

  const answer = {
    seen: question.probes.map((probe) =>
      matching(probe)
        .map(([element, item]) => shown(element, probe.attribute, item))
        .filter((one) => one !== null)),
    words: question.words ? words() : [],
    overflow: overflow(),
    width: clientWidth(root(document)),
  };
  const wellFormed = (_, value) => typeof value === "string" ? value.toWellFormed() : value;
  return JSON.stringify(answer, wellFormed);
}
