"use strict";
(async () => {
  const element = id => document.getElementById(id);
  const data = JSON.parse(element("data").textContent);
  const last = data.rows + data.after;

  /** Bytes of a compressed block. */
  const unpack = async id => {
    const letters = atob(element(id).textContent);
    const packed = new Uint8Array(letters.length);
    for (let i = 0; i < packed.length; i++) {
      packed[i] = letters.charCodeAt(i);
    }
    if (packed.length === 0) {
      return packed;
    }
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  const make = (tag, name, parent, text) => {
    const node = document.createElement(tag);
    node.className = name;
    if (text !== undefined) {
      node.textContent = text;
    }
    parent.append(node);
    return node;
  };

  const bytes = await unpack("numbers");
  const count = bytes.length / 4;
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    bits[i] = bytes[i] | bytes[count + i] << 8 | bytes[2 * count + i] << 16 | bytes[3 * count + i] << 24;
  }
  const floats = new Float32Array(bits.buffer);
  const starts = [];
  data.numbers.reduce((at, [length]) => (starts.push(at), at + length), 0);
  const text = new TextDecoder().decode(await unpack("times"));
  const times = text ? text.split("\n") : null;

  /** An array of numbers; null where there is none, as uPlot wants it. */
  const numbers = id => {
    const [length, offset, exponent] = data.numbers[id];
    const half = Math.trunc(exponent / 2);
    const one = 2 ** half;
    const two = 2 ** (exponent - half);
    const values = new Array(length);
    for (let i = 0, at = starts[id]; i < length; i++, at++) {
      values[i] = floats[at] === floats[at] ? floats[at] * one * two + offset : null;
    }
    return values;
  };

  /** From the fifth method on colours alone would not tell. */
  const dotted = line => /^method[4-9]/.test(line.role);

  const grouped = n => n.toLocaleString("en");
  const rowName = x => (times && times[x - 1 - data.first]) || "row " + grouped(x);
  const colour = role => getComputedStyle(document.documentElement).getPropertyValue("--" + role).trim();
  const faint = (role, share) => "color-mix(in srgb, " + colour(role) + " " + share + "%, transparent)";

  /** Six digits of what the column spans. */
  const formatter = values => {
    let low = Infinity, high = -Infinity;
    for (const value of values) {
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    const size = Math.max(Math.abs(low), Math.abs(high));
    const span = high - low > 0 ? high - low : size;
    const digits = Math.min(16, Math.max(1, 6 + Math.floor(Math.log10(size / span || 1))));
    const plain = size === 0 || (size < 1e9 && span > 1e-4);
    return value => value === null || value === undefined ? "missing"
      : plain ? String(Number(value.toFixed(Math.min(20, Math.max(0, 5 - Math.floor(Math.log10(span || 1)))))))
      : value.toExponential(digits - 1).replace(/\.?0+e/, "e");
  };

  /** The power of ten that an axis is divided by, so that its labels stay short. */
  const unitOf = lines => {
    let size = 0;
    for (const line of lines) {
      for (const value of line.values || []) {
        size = value !== null && Math.abs(value) > size ? Math.abs(value) : size;
      }
    }
    const power = size > 0 ? Math.floor(Math.log10(size)) : 0;
    return power >= 6 || power <= -4 ? power : 0;
  };

  /** What a chart draws of a column: lines with their values, bands with their ends. */
  const linesOf = (spec, column) => {
    const of = ids => ids[ids.length === 1 ? 0 : column];
    const lines = spec.lines.map(line => ({ label: line.label, role: line.role, dash: line.dash,
      values: line.y ? numbers(of(line.y)) : null, below: line.below && numbers(of(line.below)),
      above: line.above && numbers(of(line.above)) }));
    lines.forEach((line, i) => {
      if (line.below) {
        const middle = lines.slice(i).find(other => other.values && other.role === line.role).values;
        line.low = middle.map((m, k) => m === null || line.below[k] === null ? null : m - line.below[k]);
        line.high = middle.map((m, k) => m === null || line.above[k] === null ? null : m + line.above[k]);
      }
    });
    return lines;
  };

  const rowsOf = spec => spec.rows < 0 ? Array.from({ length: last - data.first }, (_, i) => data.first + 1 + i)
    : numbers(spec.rows).map(row => row + 1);

  const dayAndHour = /^(.*\d)[ T](\d.*)$/;
  const twoLines = times !== null && dayAndHour.test(times[0]);
  const tickTime = x => {
    const name = Number.isInteger(x) && x > data.first && x <= last && times ? times[x - 1 - data.first] : "";
    const parts = name.match(dayAndHour);
    return parts ? parts[1] + "\n" + parts[2].replace(/^(\d+:\d\d):00(\.0+)?/, "$1") : name;
  };
  const tickRow = x => Number.isInteger(x) && x > 0 ? grouped(x) : "";

  const steps = [];
  for (let power = 1; power < 1e9; power *= 10) {
    steps.push(power, 2 * power, 3 * power, 4 * power, 5 * power, 6 * power, 8 * power);
  }

  const marksOn = u => {
    const { ctx, bbox } = u;
    const size = 5 * devicePixelRatio;
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    if (data.after > 0) {
      const x = u.valToPos(data.rows + 0.5, "x", true);
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.strokeStyle = colour("quiet");
        ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.setLineDash([]);
      }
    }
    for (const [row, , change] of data.marks) {
      const x = u.valToPos(row + 1, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) {
        continue;
      }
      ctx.fillStyle = ctx.strokeStyle = colour(change ? "change" : "strange");
      ctx.beginPath();
      if (change) {
        ctx.rect(x - 0.6 * size, bbox.top + 2.4 * size, 1.2 * size, 1.2 * size);
      } else {
        ctx.moveTo(x - 0.8 * size, bbox.top);
        ctx.lineTo(x + 0.8 * size, bbox.top);
        ctx.lineTo(x, bbox.top + 1.8 * size);
      }
      ctx.fill();
    }
    ctx.restore();
  };

  /** The least and the greatest of what lies in view; bands that are much wider than all else are cut off. */
  const heights = (u, least, greatest, bands) => {
    const [from, to] = u.series[0].idxs;
    const most = (greatest - least || Math.abs(greatest) || 1) * 0.8;
    let low = least;
    let high = greatest;
    for (const band of bands) {
      const [upper, lower] = band.series.map(index => u.data[index]);
      for (let i = from; i <= to; i++) {
        low = lower[i] !== null && lower[i] < low ? lower[i] : low;
        high = upper[i] !== null && upper[i] > high ? upper[i] : high;
      }
    }
    return [Math.max(low, least - most), Math.min(high, greatest + most)];
  };

  /** Draws one chart anew; the part of the rows that is in view stays. */
  const draw = (spec, column, kept) => {
    const host = element(spec.id);
    host.replaceChildren();
    const lines = linesOf(spec, column);
    // Logarithms are taken here, because uPlot's own scale ends where numbers are tiny.
    const unit = spec.log ? 0 : unitOf(lines);
    const scale = 10 ** Math.abs(unit);
    const scaled = values => unit === 0 ? values
      : values.map(v => v === null ? null : unit > 0 ? v / scale : v * scale);
    const rows = rowsOf(spec);
    const full = [rows[0], rows[rows.length - 1]];
    const show = spec.percent ? v => v === null || v === undefined ? "none" : (100 * v).toFixed(1) + " %"
      : formatter(lines.flatMap(line => line.values || []));
    const legend = make("ul", "legend", host);
    const plot = make("div", "plot", host);
    const values = make("p", "values", host, "Point at the chart, or touch it, to read values.");
    const controls = make("div", "controls", host);
    const range = make("p", "range", controls);
    const heading = host.closest("section").querySelector("h2").textContent;
    const what = column === null || data.columns.length === 1 ? "" : data.columns[column] + ", ";
    plot.tabIndex = 0;
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", what + heading);

    const table = [rows];
    const series = [{}];
    const bands = [];
    for (const line of lines) {
      const item = make("li", "", legend);
      const swatch = make("span", "swatch" + (line.low ? " band" : line.dash ? " dash" : dotted(line) ? " dots" : ""), item);
      make("span", "", item, line.label + (line.low ? " interval" : ""));
      if (line.low) {
        swatch.style.background = faint(line.role, bands.length === 0 ? 20 : 40);
        for (const end of [line.high, line.low]) {
          table.push(scaled(end));
          series.push({ auto: false, stroke: "transparent", width: 0, points: { show: false } });
        }
        bands.push({ series: [series.length - 2, series.length - 1], fill: faint(line.role, 20) });
      } else {
        swatch.style.borderColor = colour(line.role);
        let drawn = scaled(line.values);
        if (spec.log) {
          drawn = line.values.map(v => v > 0 ? Math.log10(v) : null);
        }
        while (drawn.length < rows.length) {
          drawn.push(null);
        }
        table.push(drawn);
        series.push({ stroke: colour(line.role), width: line.role === "given" ? 1.2 : 1.7,
          dash: line.dash ? [7, 4] : dotted(line) ? [2, 3] : undefined, points: { size: 5, show: line.dash ? false : undefined } });
      }
    }
    if (spec.series && data.marks.length > 0) {
      for (const [change, label, sign] of [[false, "strange row", "▼"], [true, "change noticed", "■"]]) {
        if (data.marks.some(mark => mark[2] === change)) {
          const item = make("li", "", legend);
          make("span", "", item, sign).style.color = colour(change ? "change" : "strange");
          make("span", "", item, label);
        }
      }
    }

    const read = at => {
      values.replaceChildren();
      make("b", "", values, rowName(rows[at]));
      const parts = [];
      for (const line of lines) {
        if (line.low) {
          if (line.low[at] !== null && line.low[at] !== undefined) {
            parts.push(line.label + ": " + show(line.low[at]) + " to " + show(line.high[at]));
          }
        } else if (at < line.values.length || line.role !== "given") {
          parts.push(line.label + ": " + show(line.values[at]));
        }
      }
      if (spec.series) {
        data.marks.filter(mark => mark[0] + 1 === rows[at]).forEach(mark => parts.push(mark[1]));
      }
      values.append(" · " + parts.reverse().join(" · "));
    };

    const axis = { stroke: colour("quiet"), grid: { stroke: colour("grid"), width: 1 },
      ticks: { stroke: colour("edge"), width: 1 }, font: "12px system-ui, sans-serif" };
    const tick = (u, splits, index, space, step) => splits.map(v => v === null ? null
      : spec.percent ? Math.round(100 * v) + " %"
      : spec.log ? String(Number((10 ** v).toPrecision(2))) : String(Number(v.toFixed(Math.max(0, Math.min(15, Math.ceil(-Math.log10(step))))))));
    const u = new uPlot({
      width: plot.clientWidth, height: plot.clientWidth < 600 ? 260 : 320, legend: { show: false }, series, bands,
      padding: [12, twoLines ? 34 : 20, 0, 0],
      cursor: { y: false, drag: { x: true, y: false, dist: 5 }, points: { size: 7 } },
      scales: {
        x: { time: false, range: (_, min, max) => {
          const least = Math.min(4, full[1] - full[0]) || 1;
          const middle = (min + max) / 2;
          return max - min < least ? [middle - least / 2, middle + least / 2] : [min, max];
        } },
        y: spec.percent ? { range: [0, 1] } : { range: (self, least, greatest) => {
          if (least === null || least === undefined) {
            return [0, 1];
          }
          const [min, max] = heights(self, least, greatest, bands);
          // Ticks closer to each other than numbers are would have no end.
          const size = Math.max(Math.abs(min), Math.abs(max));
          const room = max - min > 1e-11 * size ? (max - min) * 0.08 : size * 0.1 || 1;
          return [spec.least === 0 ? Math.min(0, min) : min - room, max + room];
        } },
      },
      axes: [
        { ...axis, space: times ? 95 : 70, incrs: steps, size: twoLines ? 48 : 32,
          values: (_, splits) => splits.map(times ? tickTime : tickRow) },
        { ...axis, values: tick, ...(spec.log && { incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200] }), size: (_, labels) => 18 + 7 * Math.max(2, ...(labels || []).map(l => String(l ?? "").length)) },
      ],
      hooks: {
        draw: spec.series ? [marksOn] : [],
        setCursor: [self => self.cursor.idx !== null && self.cursor.idx !== undefined && read(self.cursor.idx)],
        setScale: [(self, key) => {
          if (key === "x") {
            const from = Math.max(full[0], Math.ceil(self.scales.x.min));
            const to = Math.min(full[1], Math.floor(self.scales.x.max));
            range.textContent = rowName(from) + " to " + rowName(to);
            range.dataset.from = from;
            range.dataset.to = to;
          }
        }],
      },
    }, table, plot);
    if (unit !== 0) {
      make("p", "range", host, "The upright axis is in units of 1e" + unit + ".");
    }

    const move = (closer, by) => {
      const { min, max } = u.scales.x;
      const half = (max - min) / 2 * closer;
      const middle = (min + max) / 2 + by * half * 2;
      const width = Math.min(2 * half, full[1] - full[0]);
      const from = Math.max(full[0], Math.min(full[1] - width, middle - width / 2));
      u.setScale("x", { min: from, max: from + width });
    };
    const all = () => u.setScale("x", { min: full[0], max: full[1] });
    const actions = [["Closer", () => move(0.5, 0), "+"], ["Wider", () => move(2, 0), "-"],
      ["Earlier", () => move(1, -0.5), "ArrowLeft"], ["Later", () => move(1, 0.5), "ArrowRight"], ["All", all, "0"]];
    for (const [name, action] of actions) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-label", name + ": " + heading);
      button.addEventListener("click", action);
      controls.insertBefore(button, range);
    }
    plot.addEventListener("keydown", event => {
      const found = actions.find(action => action[2] === event.key);
      if (found) {
        found[1]();
        event.preventDefault();
      }
    });
    if (kept) {
      u.setScale("x", { min: kept[0], max: kept[1] });
    } else if (spec.view) {
      u.setScale("x", { min: Math.max(full[0], spec.view[0] + 1), max: Math.min(full[1], spec.view[1] + 1.5) });
    }
    return u;
  };

  const drawn = new Map();
  const drawAll = () => {
    const picker = element("column");
    const column = picker ? Number(picker.value) : 0;
    for (const spec of data.charts) {
      const old = drawn.get(spec.id);
      const kept = old && [old.scales.x.min, old.scales.x.max];
      old && old.destroy();
      drawn.set(spec.id, draw(spec, spec.id === "chart-scores" ? null : column, kept));
    }
  };
  drawAll();
  element("column")?.addEventListener("change", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  new ResizeObserver(() => {
    for (const u of drawn.values()) {
      const width = u.root.parentElement.clientWidth;
      if (width !== u.width) {
        u.setSize({ width, height: width < 600 ? 260 : 320 });
      }
    }
  }).observe(document.querySelector("main"));
  document.documentElement.dataset.ready = "true";
})().catch(error => {
  document.getElementById("trouble").textContent =
    "The charts cannot be drawn; they need a browser of 2023 or later. (" + error.message + ")";
  throw error;
});
