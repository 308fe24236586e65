import Cells
import Desk
import Payments

/// The top line: who and where this desk is, whether money is real, how the parts are, and the time.
struct HeaderRegion {
  let state: DeskState

  func draw(row: Int, into canvas: inout Canvas) {
    let identity = state.identity
    let role: Role = identity.practice == nil ? .header : .headerDemo
    canvas.grid.fill(Rect(row: row, column: 0, rows: 1, columns: canvas.columns), ground: role, role: role)

    let time = EastAfricaTime(state.now).hourAndMinute
    var end = canvas.columns - 1
    canvas.putRight(time, row: row, endColumn: end, role: role)
    end -= time.count + 2
    let health = healthText(isShort: canvas.columns < 100)
    canvas.putRight(health.text, row: row, endColumn: end, role: role)
    // Room for the longest usual text, so that the names do not come and go with the minutes.
    let usual = canvas.columns < 100 ? "answer 59 min" : "answer 59 min ago"
    let reserved = max(CellWidth.of(health.text), usual.count)
    end -= CellWidth.of(health.text) + 2
    canvas.grid.putRight(canvas.glyphs[health.glyph], row: row, endColumn: end + 1, role: role)
    end -= 2 + reserved - CellWidth.of(health.text)

    // The warning that no money moves is placed before the names, so that nothing can push it off the line.
    if let warning = Self.warning(identity.practice) {
      canvas.grid.putRight(warning, row: row, endColumn: end, role: role, attributes: .bold)
      end -= warning.count + 2
    }
    drawNames(row: row, endColumn: end, role: role, into: &canvas)
  }

  /// As much of who and where as there is room for.
  ///
  /// The till is never left out; then comes the shop, then the cashier,
  /// and our own name last.
  private func drawNames(row: Int, endColumn: Int, role: Role, into canvas: inout Canvas) {
    let till = "till \(state.identity.till.number)"
    let cashier = CellWidth.printable(state.identity.cashier)
    let shop = CellWidth.printable(state.identity.shopName)
    let named = shop.isEmpty ? [] : [["KAUNTA  " + shop, till, cashier], [shop, till, cashier], [shop, till]]
    let choices = (named + [["KAUNTA  " + till, cashier], [till, cashier]]).map { $0.joined(separator: " · ") }
    let text = choices.first { CellWidth.of($0) <= endColumn - 1 } ?? choices[choices.count - 1]
    canvas.put(text, row: row, column: 1, endColumn: endColumn, role: role)
  }

  /// Says that no money moves; nil where it does.
  static func warning(_ practice: DeskIdentity.Practice?) -> String? {
    switch practice {
    case .simulator: "DEMO, NO MONEY MOVES"
    case .sandbox: "SANDBOX, NO MONEY MOVES"
    case nil: nil
    }
  }

  private func healthText(isShort: Bool) -> (glyph: Glyph, text: String) {
    switch state.health.listener {
    case .unknown: return (.hollowDot, "listener?")
    case .absent: return (.hollowDot, "no listener")
    case .silent: return (.hollowDot, "listener silent")
    case .refusesOurKey: return (.cross, "keys differ")
    case .alive:
      let watching = state.health.watching == .polling ? ", polling" : ""
      guard let last = state.health.lastCallbackWallMilliseconds else { return (.dot, "listening" + watching) }
      // By the minutes of the clock beside it, so that both change at once and one tick a minute is enough.
      let minutes = max(0, state.now.wallMilliseconds / 60_000 - last / 60_000)
      switch minutes {
      case 0: return (.dot, (isShort ? "answer now" : "answer just now") + watching)
      case ..<60: return (.dot, "answer \(minutes) min" + (isShort ? "" : " ago") + watching)
      default: return (.dot, "listening" + watching)
      }
    }
  }
}
