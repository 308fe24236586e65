import Cells
import Desk
import Payments
import Wording

/// The top line: who and where this desk is, whether money is real, how the parts are, and the time.
struct HeaderRegion {
  let state: DeskState
  let now: Moment

  func draw(row: Int, into canvas: inout Canvas) {
    let identity = state.identity
    let role: Role = identity.practice == nil ? .header : .headerDemo
    canvas.fill(Rect(row: row, column: 0, rows: 1, columns: canvas.columns), ground: role, role: role)

    let time = EastAfricaTime(now).hourAndMinute
    var end = canvas.columns - 1
    canvas.putRight(verbatim: time, row: row, endColumn: end, role: role)
    end -= time.count + 2
    if state.isSilent {
      canvas.putRight(Self.silent, row: row, endColumn: end, role: role)
      end -= canvas.width(of: Self.silent) + 2
    }
    if !identity.isReplayed { end = drawHealth(row: row, endColumn: end, role: role, into: &canvas) }

    // The warning that no money moves is placed before the names, so that nothing can push it off the line.
    if let warning = identity.practice?.warning {
      canvas.putRight(warning, row: row, endColumn: end, role: role, attributes: .bold)
      end -= canvas.width(of: warning) + 2
    }
    drawNames(row: row, endColumn: end, role: role, into: &canvas)
  }

  /// How the parts are, and how long ago the newest answer came; nobody knows it of a day that is played back.
  ///
  /// - Returns: where it begins.
  private func drawHealth(row: Int, endColumn: Int, role: Role, into canvas: inout Canvas) -> Int {
    var end = endColumn
    let health = healthText(isShort: canvas.columns < 100)
    canvas.putRight(health.text, row: row, endColumn: end, role: role)
    // Room for the longest usual text, so that the names do not come and go with the minutes.
    let width = canvas.width(of: health.text)
    let reserved = max(width, canvas.width(of: Self.answered(seconds: 59 * 60, isShort: canvas.columns < 100)))
    end -= width + 2
    canvas.put(health.glyph, row: row, column: end, role: role)
    return end - 2 - (reserved - width)
  }

  /// As much of who and where as there is room for.
  ///
  /// Till and cashier are never left out; the shop is cut, and our own name goes first.
  private func drawNames(row: Int, endColumn: Int, role: Role, into canvas: inout Canvas) {
    let till = "till \(state.identity.till.number)"
    let cashier = CellWidth.printable(state.identity.cashier)
    let shop = CellWidth.printable(state.identity.shopName)
    let who = till + " · " + cashier
    let roomForShop = endColumn - 1 - CellWidth.of(" · " + who)
    let cut = CellWidth.clip(shop, to: max(0, roomForShop), mark: canvas.glyphs[.ellipsis])
    let named = shop.isEmpty ? [] : ["KAUNTA  " + shop, shop] + (roomForShop >= Self.leastOfShop ? [cut] : [])
    let choices = named.map { $0 + " · " + who } + ["KAUNTA  " + who, who]
    let text = choices.first { CellWidth.of($0) <= endColumn - 1 } ?? who
    canvas.put(verbatim: text, row: row, column: 1, endColumn: endColumn, role: role)
  }

  /// Less of its name tells nobody which shop it is.
  private static let leastOfShop = 6

  /// Nobody must wonder why the desk is quiet.
  private static let silent = Phrase("sound off", sw: "bila sauti")

  private func healthText(isShort: Bool) -> (glyph: Glyph, text: Phrase) {
    let listening = Phrase("listening", sw: "inasikiliza")
    switch state.health.listener {
    case .unknown: return (.hollowDot, Phrase("listener?", sw: "kipokezi?"))
    case .absent: return (.hollowDot, Phrase("no listener", sw: "hakuna kipokezi"))
    case .silent: return (.hollowDot, Phrase("listener silent", sw: "kipokezi kimya"))
    case .refusesOurKey: return (.cross, Phrase("keys differ", sw: "funguo hazilingani"))
    case .alive:
      let watching = state.health.watching == .polling ? Phrase(", polling", sw: ", inauliza") : .none
      let age = state.health.answerAgeSeconds(at: now)
      return (.dot, (age.map { Self.answered(seconds: $0, isShort: isShort) } ?? listening) + watching)
    }
  }

  /// How long ago the newest answer came.
  private static func answered(seconds: Int64, isShort: Bool) -> Phrase {
    if seconds == 0 {
      return isShort ? Phrase("answer now", sw: "jibu sasa") : Phrase("answer just now", sw: "jibu sasa hivi")
    }
    let minutes = seconds / 60
    let age =
      minutes == 0
      ? Phrase("\(seconds) s", sw: (isShort ? "sek" : "sekunde") + " \(seconds)")
      : Phrase("\(minutes) min", sw: (isShort ? "dak" : "dakika") + " \(minutes)")
    return isShort
      ? Phrase("answer \(age.english)", sw: "jibu \(age.swahili)")
      : Phrase("answer \(age.english) ago", sw: "jibu \(age.swahili) zilizopita")
  }
}
