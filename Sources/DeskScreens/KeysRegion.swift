import Cells
import Desk
import Payments

/// The bottom line: the keys that work now, drawn from the bindings that are enabled.
struct KeysRegion {
  let state: DeskState
  let now: Moment

  func draw(row: Int, into canvas: inout Canvas) {
    var column = 2
    let shown = shown(in: canvas)
    // A digit that moved the whole line would draw the eye to it, and takes many bytes.
    for binding in shown.filter({ !$0.isPassing }) + shown.filter(\.isPassing) {
      let key = binding.shownKey ?? ""
      column += canvas.put(verbatim: key, row: row, column: column, endColumn: canvas.columns, role: .key)
      column += 1
      column += canvas.put(binding.word, row: row, column: column, endColumn: canvas.columns, role: .text)
      column += 3
    }
  }

  /// The keys that have room, in the order in which they are bound.
  ///
  /// On the board what can be done about the chosen payment weighs more than what can be done anywhere; the page of
  /// help has the rest.
  private func shown(in canvas: Canvas) -> [KeyBinding] {
    let bound = state.bindings(at: now).filter { $0.shownKey != nil }
    // Where the time line stands beside the board, the selected payment's own keys stand below it.
    let isAboutOne = state.pages.isEmpty || state.pages.top is DetailsPage
    let likeliest = isAboutOne && state.room != .timeLine ? state.likeliestCommands : []
    let likely = likeliest.compactMap { command in
      bound.first { $0.command == command && !$0.staysInDetails }
    }
    let others = bound.filter { !$0.isAction && !likely.contains($0) }
    let place =
      others.firstIndex { $0.command == .details }.map { $0 + 1 } ?? others.firstIndex { $0.command == .goToForm }
      ?? others.count
    let inOrder = Array(others[..<place]) + likely + Array(others[place...])
    let anywhere: [DeskCommand?] = [.goToForm, .help]
    let byWeight: [KeyBinding]
    if likely.isEmpty {
      byWeight = others.filter { !$0.isObvious } + others.filter(\.isObvious)
    } else if !state.pages.isEmpty {
      byWeight = others.filter { !anywhere.contains($0.command) } + likely.prefix(1) + others + likely
    } else {
      byWeight =
        others.filter { $0.command == .details || anywhere.contains($0.command) } + likely.prefix(Self.mostLikely)
        + others.filter { $0.isObvious || $0.command == .quit } + likely + others
    }
    var taken: [KeyBinding] = []
    // The first that has no room ends it: a narrower screen names nothing that a wider one does not.
    for binding in byWeight where !taken.contains(binding) {
      guard fits(taken + [binding], canvas) else { break }
      taken.append(binding)
    }
    return inOrder.filter(taken.contains)
  }

  /// So many of what can be done about the payment come before moving to another one and leaving.
  private static let mostLikely = 3

  private func fits(_ bindings: [KeyBinding], _ canvas: Canvas) -> Bool {
    2 + bindings.reduce(-3) { $0 + width($1, canvas) + 3 } <= canvas.columns - 1
  }

  private func width(_ binding: KeyBinding, _ canvas: Canvas) -> Int {
    CellWidth.of(binding.shownKey ?? "") + 1 + canvas.width(of: binding.word)
  }
}
