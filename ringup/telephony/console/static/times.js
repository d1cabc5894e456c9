// Times as an operator reads them.

export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const pad = (n) => String(n).padStart(2, "0");
  return `${pad(Math.floor(whole / 60))}:${pad(whole % 60)}`;
}
