// A take: samples of one channel between -1 and 1, and what can be done with them.

export function joined(pieces) {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

// A 16-bit WAV file of one channel.
export function wav(samples, rate) {
  const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const write = (at, letters) => [...letters].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, 36 + 2 * samples.length, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => view.setInt16(44 + 2 * i, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([view], { type: "audio/wav" });
}

export function decibels(samples) {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return samples.length && energy ? 10 * Math.log10(energy / samples.length) : -60;
}

// Draws the take; what is cut away is pale.
export function draw(canvas, samples, begin, end) {
  const pen = canvas.getContext("2d");
  const { width, height } = canvas;
  const each = Math.max(1, Math.floor(samples.length / width));
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = getComputedStyle(canvas).color;
  for (let x = 0; x < width; x += 1) {
    let loudest = 0;
    for (let i = x * each; i < (x + 1) * each && i < samples.length; i += 1) loudest = Math.max(loudest, Math.abs(samples[i]));
    const tall = Math.max(1, loudest * height);
    pen.globalAlpha = x / width < begin || x / width > end ? 0.25 : 1;
    pen.fillRect(x, (height - tall) / 2, 1, tall);
  }
}
