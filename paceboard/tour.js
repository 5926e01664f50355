// Shows the first steps to whoever has not put them away in this browser; what is put away stays so without a cookie.
const MARK = "paceboard-tour";
export default function ({ data }) {
  // The page is redrawn at will: what is set on its elements would be lost, what is set on the document stays.
  const root = document.documentElement.classList;
  let isSeen = false;
  try { isSeen = window.localStorage.getItem(MARK) === data.version; } catch (denied) { isSeen = true; }
  root.toggle(MARK, !isSeen || data.is_asked);
  const put = (event) => {
    if (!event.target.closest(`.st-key-${data.key}_away`)) return;
    root.remove(MARK);
    try { window.localStorage.setItem(MARK, data.version); } catch (denied) { /* nothing to remember it in */ }
  };
  document.addEventListener("click", put, true);
  return () => { document.removeEventListener("click", put, true); };
}
