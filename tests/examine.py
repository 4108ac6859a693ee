"""What can be wrong with a page in a browser, whatever it shows."""

from pathlib import Path

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text()
# Every rule of axe but the one that asks for a contrast of 7:1: here it is 4.5:1.
VIOLATIONS = """async (without) => {
  const rules = axe.getRules().map(({ ruleId }) => ruleId).filter((id) => !without.includes(id));
  const { violations } = await axe.run({ runOnly: { type: "rule", values: rules } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(" | ")}`);
}"""
# What moved after it was shown, and by how much of the window.
SHIFTS = """() => new Promise((resolve) => {
  const shifts = [];
  const note = ({ value, sources }) => shifts.push(
    `moved by ${value}: ${sources.map(({ node }) => (node?.outerHTML ?? node?.textContent)?.slice(0, 150))}`);
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shifts), 60);
})"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def examine(page, without=()) -> list[str]:
    """All that is wrong, a line each. without: rules of axe that are left out."""
    wider = page.evaluate(WIDER)
    shifts = page.evaluate(SHIFTS)
    page.evaluate(AXE)
    violations = page.evaluate(VIOLATIONS, ["color-contrast-enhanced", *without])
    return [f"{wider} px too wide"] * bool(wider) + shifts + violations
