import Cells
import Glibc
import Keys
import Terminal

/// What the probe remembers, and what it does for each control key.
struct Probe {
  let screen: TerminalScreen
  let inbox: Inbox<String>
  var exitCode: Int32 = 0
  var deadlineMilliseconds: Int64?
  private var keys: [String] = []
  private var events: [String] = []
  private var drawings = 0
  private var secondsLeft = 0
  private var cursor: Position?
  private var pairsPage: Int?

  init(screen: TerminalScreen, inbox: Inbox<String>) {
    self.screen = screen
    self.inbox = inbox
  }

  mutating func handle(_ happened: [LoopEvent<String>]) -> LoopVerdict {
    for event in happened {
      switch event {
      case .key(let key):
        keys.append(Self.name(of: key))
        if act(on: key) == .stop { return .stop }
      case .posted(let text): events.append(text)
      case .deadlinePassed:
        secondsLeft -= 1
        deadlineMilliseconds = secondsLeft > 0 ? (deadlineMilliseconds ?? 0) + 100 : nil
      case .signal(let signal): act(on: signal)
      case .readable, .looksChanged: break
      case .ended(let end):
        events.append("\(end)")
        exitCode = Self.exitCode(of: end)
        return .stop
      }
    }
    draw()
    return .goOn
  }

  private static func exitCode(of end: OutsideEnd) -> Int32 {
    switch end {
    case .terminalLost: 41
    case .interrupted: 42
    case .terminated: 43
    }
  }

  private mutating func act(on signal: TerminalSignal) {
    events.append("\(signal)")
    switch signal {
    case .windowChanged: screen.takeSize()
    case .suspended: screen.suspend()
    case .continued: screen.resume()
    }
  }

  private mutating func act(on key: KeyPress) -> LoopVerdict {
    switch key {
    case .control("c"): return .stop
    case .control("x"):
      let empty: [Int] = []
      print(empty[keys.count])
    case .control("a"): abort()
    case .control("e"): _ = write(STDERR_FILENO, "a stray line\n", 13)
    case .control("g"): screen.ring()
    case .control("p"): postFromThread()
    case .control("u"): cursor = cursor == nil ? Position(row: 2, column: 7) : nil
    case .control("t"):
      secondsLeft = 5
      deadlineMilliseconds = BootClock.nowMilliseconds + 100
    case .control("r"):
      pairsPage = (pairsPage ?? -1) + 1
      screen.theme = PairsPage.theme(page: pairsPage ?? 0)
    default: break
    }
    return .goOn
  }

  private func postFromThread() {
    var thread = pthread_t()
    let handed = Unmanaged.passRetained(inbox)
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let inbox = Unmanaged<Inbox<String>>.fromOpaque(argument).takeRetainedValue()
        for number in 1...3 { inbox.post("posted \(number)") }
        return nil
      }, handed.toOpaque())
    pthread_detach(thread)
  }

  mutating func draw() {
    drawings += 1
    let size = screen.size
    var grid = CellGrid(columns: size.columns, rows: size.rows)
    if pairsPage != nil {
      PairsPage.draw(into: &grid)
    } else {
      drawFacts(into: &grid)
    }
    screen.draw(Frame(grid: grid, cursor: cursor, rest: Position(row: 8, column: 0), windowTitle: "probe"))
  }

  private func drawFacts(into grid: inout CellGrid) {
    let glyphs = screen.glyphs
    grid.fill(Rect(row: 0, column: 0, rows: 1, columns: grid.columns), ground: .panel)
    grid.put(
      "probe \(grid.columns)x\(grid.rows) \(screen.colourLevel.rawValue) \(glyphs.rawValue) \(screen.terminalName)",
      row: 0, column: 0, role: .header)
    grid.put("keys: " + keys.suffix(8).joined(separator: " "), row: 1, column: 0)
    grid.put("field: ", row: 2, column: 0, role: .textMuted)
    grid.put("events: " + events.suffix(8).joined(separator: ", "), row: 3, column: 0)
    grid.put("left \(secondsLeft)", row: 4, column: 0)
    grid.put("\(glyphs[.check]) PAID", row: 5, column: 0, role: .statePaid)
    grid.put("\(glyphs[.alarm]) PAID LATE", row: 5, column: 12, role: .stateAlarm)
    grid.put("\(glyphs[.question]) CHECK", row: 5, column: 30, role: .stateCheck)
    grid.put("漢字 Wanjikũ e\u{301}|", row: 6, column: 0)
    grid.put("underlined", row: 7, column: 0, attributes: .underline)
    grid.put("italic", row: 7, column: 12, attributes: .italic)
    grid.put("reverse", row: 7, column: 20, attributes: .reverse)
    grid.fill(Rect(row: 8, column: 0, rows: 1, columns: grid.columns), ground: .selection)
    grid.put("chosen row", row: 8, column: 0, role: .money)
    grid.putRight("edge漢", row: 9, endColumn: grid.columns)
    grid.put("overedge漢", row: 10, column: grid.columns - 9)
    grid.box(Rect(row: 11, column: 0, rows: 3, columns: 20), glyphs: glyphs, title: "Box")
    grid.put("ZZ", row: grid.rows - 1, column: grid.columns - 2)
  }

  private static func name(of key: KeyPress) -> String {
    switch key {
    case .character(let character): String(character)
    case .paste(let text):
      "paste<\(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "/"))>"
    default: "\(key)"
    }
  }
}
