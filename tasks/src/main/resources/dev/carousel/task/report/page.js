// Starts the page: paints the charts, wires the controls, and makes paper copies light.

function paintAll() {
  setDefaults();
  paintForecast();
  paintBacktest();
  paintSteps();
  paintLoss();
}

function wireCopy() {
  const said = document.getElementById("copied");
  const button = document.getElementById("copy");
  const command = document.getElementById("command");
  const say = (text) => {
    said.textContent = text;
    button.textContent = text;
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  const select = () => {
    getSelection().selectAllChildren(command);
    say("Press Ctrl+C");
  };
  button.addEventListener("click", () => {
    if (!navigator.clipboard) select();
    else navigator.clipboard.writeText(command.textContent).then(() => say("Copied"), select);
  });
}

/** Ink on white, whatever the screen shows, and back afterwards. */
function wirePrint() {
  let before;
  window.addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    paintAll();
    for (const chart of painted.values()) chart.resize();
  });
  window.addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    paintAll();
  });
}

makeRangeButtons();
if (data.origins.length) wireStepper();
wireCopy();
wirePrint();
watchTheme(paintAll);
paintAll();
