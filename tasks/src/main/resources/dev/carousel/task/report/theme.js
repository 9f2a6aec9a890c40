// Colours of the style sheet as the browser resolves them, and the switch between light and dark.

const root = document.documentElement;
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

/** The colour of a custom property in the theme now shown. */
function colour(name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches;
}

/** Wires the toggle; repaint() runs whenever the colours have changed. */
function watchTheme(repaint) {
  const toggle = document.getElementById("theme");
  const apply = () => {
    toggle.setAttribute("aria-pressed", String(isDark()));
    repaint();
  };
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    apply();
  });
  systemDark.addEventListener("change", apply);
  toggle.setAttribute("aria-pressed", String(isDark()));
}
