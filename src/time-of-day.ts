/** Hours and minutes by the clock on the wall: `14:05`. */
export function formatTimeOfDay(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
