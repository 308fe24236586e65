import CTerminal
import Cells
import Glibc
import Keys

/// What a person may decide about the screen, each left to the terminal when it is nil.
package struct TerminalOptions: Sendable {
  /// Another name for the terminal than TERM.
  package var terminalName: String?
  /// The colour level.
  package var colour: ColourLevel?
  /// The signs.
  package var glyphs: GlyphSet?
  /// The looks for a terminal whose ground is light; without them it is not asked.
  package var lightTheme: Theme?
  /// A descriptor that takes what anybody writes to standard error while the screen is open, such as the log file.
  package var strayErrors: Int32?
  /// How long Escape waits for the rest of a sequence where ESCDELAY does not say it: lines tear sequences apart.
  package var escapeDelayMilliseconds: Int64
  /// A few lines for the person at the screen, shown on the normal screen should the program crash.
  package var crashSentence: String

  /// Makes options; all are left to the terminal unless given.
  package init(
    terminalName: String? = nil, colour: ColourLevel? = nil, glyphs: GlyphSet? = nil, lightTheme: Theme? = nil,
    strayErrors: Int32? = nil,
    escapeDelayMilliseconds: Int64 = 200,
    crashSentence: String = "Kaunta stopped because of a fault in the program.\n"
      + "Payments that were sent go on by themselves. Start it again: it shows what\n"
      + "became of them, and sends nothing twice."
  ) {
    self.terminalName = terminalName
    self.colour = colour
    self.glyphs = glyphs
    self.lightTheme = lightTheme
    self.strayErrors = strayErrors
    self.escapeDelayMilliseconds = escapeDelayMilliseconds
    self.crashSentence = crashSentence
  }
}

/// The terminal as a place to show frames and read keys.
///
/// It belongs to the thread that opened it, which should be the main one: ncurses is not made for threads. At most one
/// is open at a time.
package final class TerminalScreen: KeySource {
  /// How many colours are used.
  package let colourLevel: ColourLevel
  /// Which signs to draw with; ASCII once the terminal has said that it draws others wider than one cell.
  package private(set) var glyphs: GlyphSet
  /// Whether the terminal has said that it draws a sign wider or narrower than one cell.
  package private(set) var signsAreWide = false
  /// The name by which the terminal is known.
  package let terminalName: String
  /// Under which name it is drawn, where this machine does not know its own.
  package let substitution: TerminalSubstitution?
  /// How roles look; after a change the next frame is sent as a whole.
  package var theme: Theme { didSet { shown = nil } }

  private let onlyASCII: Bool
  private let colours: Int
  private let darkTheme: Theme
  private let lightTheme: Theme?
  private var input: TerminalInput
  private var questions: TerminalQuestions
  private var looksChanged = false
  private var shown: CellGrid?
  private var pairs: [PairKey: Int32] = [:]
  private var savedErrors: Int32 = -1
  private var isOpen = true

  private struct PairKey: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// Opens the terminal on standard input and output, or says why not without having written to it.
  package init(theme: Theme, options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let choice = try TerminalChoice(
      asked: options.terminalName ?? Self.variable("TERM") ?? "", colorTerm: Self.variable("COLORTERM"))
    let name = choice.name
    let locale = kaunta_locale_choose()
    let environment = TerminalEnvironment(
      term: name, noColor: Self.variable("NO_COLOR"), colours: choice.facts.colours,
      hasExactColour: choice.facts.hasExactColour)
    colourLevel = ColourLevel.chosen(asked: options.colour, in: environment)
    glyphs = GlyphSet.chosen(asked: options.glyphs, term: name, localeIsUTF8: locale == 1)
    // A person who asks for Unicode signs says that the terminal is UTF-8 whatever the locale says.
    onlyASCII = locale < 0 || (locale == 0 && options.glyphs != .unicode)
    terminalName = name
    substitution = choice.substitution
    colours = choice.facts.colours
    darkTheme = theme
    lightTheme = options.lightTheme
    let isLight = RGB.ground(colorFGBG: Self.variable("COLORFGBG"))?.isLight ?? false
    self.theme = isLight ? options.lightTheme ?? theme : theme
    kaunta_crash_prepare()
    kaunta_crash_explain(
      options.crashSentence.split(separator: "\n").map { "\($0)\r\n" }.joined())
    // Only a terminal would be spoilt: errors that a person sends to a file stay there.
    if let stray = options.strayErrors, isatty(STDERR_FILENO) == 1 { savedErrors = kaunta_errors_redirect(stray) }
    let opened = kaunta_screen_open(name, colourLevel == .mono ? 0 : 1)
    input = TerminalInput(
      escapeDelayMilliseconds: TerminalInput.escapeDelay(
        asked: Self.variable("ESCDELAY"), standard: options.escapeDelayMilliseconds),
      keysOfTerminfo: opened != 0 ? TerminfoKeys.all : [:])
    guard opened != 0 else {
      kaunta_errors_restore(savedErrors)
      throw .notOpened(name: name)
    }
    let asksWidth = options.glyphs == nil && glyphs == .unicode
    questions = TerminalQuestions(
      signs: asksWidth ? GlyphSet.signsToMeasure(theme) : nil,
      ground: lightTheme != nil && colourLevel != .mono && choice.answersQuestions,
      nowMilliseconds: BootClock.nowMilliseconds)
  }

  deinit { close() }

  /// The width and height in cells.
  package var size: (columns: Int, rows: Int) {
    (Int(kaunta_screen_columns()), Int(kaunta_screen_rows()))
  }

  /// Gives the terminal back as it was; doing it again does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    // What was asked and is not answered yet would be typed at the shell.
    let patience = questions.patienceMilliseconds(nowMilliseconds: BootClock.nowMilliseconds)
    let end = BootClock.nowMilliseconds + patience
    while questions.areOpen, input.waits(untilMilliseconds: end) {
      for answer in input.read(nowMilliseconds: BootClock.nowMilliseconds).answers { _ = questions.hear(answer) }
    }
    kaunta_screen_close()
    kaunta_errors_restore(savedErrors)
  }

  /// Shows a frame, sending only what differs from the last one.
  package func draw(_ frame: Frame) {
    guard isOpen else { return }
    for run in frame.grid.runs(changedFrom: shown) { put(run, of: frame.grid) }
    shown = frame.grid
    if !frame.windowTitle.isEmpty {
      let title = CellWidth.printable(frame.windowTitle)
      kaunta_screen_title(onlyASCII ? Self.ascii(title) : title)
    }
    let place = frame.cursor ?? frame.rest
    kaunta_screen_show(Int32(place.row), Int32(place.column), frame.cursor == nil ? 0 : 1)
  }

  /// Standard input.
  package var keyDescriptor: Int32 { STDIN_FILENO }

  /// The keys that are waiting; none when there are none.
  package func keys(nowMilliseconds: Int64) -> [KeyPress] {
    isOpen ? hear(input.read(nowMilliseconds: nowMilliseconds)) : []
  }

  /// When a key that is half there, such as Escape, is looked at again; nil while there is none.
  package var keyDeadlineMilliseconds: Int64? { isOpen ? input.deadlineMilliseconds : nil }

  /// The keys that waited long enough for what might have followed.
  package func keysAtRest(nowMilliseconds: Int64) -> [KeyPress] {
    isOpen ? hear(input.passTime(nowMilliseconds: nowMilliseconds)) : []
  }

  /// Whether signs or theme have changed since this was asked last, because the terminal said something of itself.
  package func takeLooksChange() -> Bool {
    defer { looksChanged = false }
    return looksChanged
  }

  private func hear(_ reading: TerminalInput.Reading) -> [KeyPress] {
    for answer in reading.answers {
      switch questions.hear(answer) {
      case .nothing: break
      case .signsAreNotOneCell:
        glyphs = .ascii
        signsAreWide = true
        looksChanged = true
        shown = nil
      case .ground(let ground):
        let fitting = ground.isLight ? lightTheme ?? darkTheme : darkTheme
        if fitting != theme {
          theme = fitting
          looksChanged = true
        }
      }
    }
    return reading.presses
  }

  /// Takes over the terminal's new size; the next frame must have it, and is sent as a whole.
  package func takeSize() {
    guard isOpen else { return }
    kaunta_screen_take_size()
    shown = nil
  }

  /// Gives the terminal back, stops this process group, and returns when it runs on, with the terminal taken again.
  package func suspend() {
    guard isOpen else { return }
    kaunta_screen_suspend()
    shown = nil
  }

  /// Takes the terminal again after the process was stopped and continued from outside.
  package func resume() {
    guard isOpen else { return }
    kaunta_screen_resume()
    shown = nil
  }

  /// Rings the bell.
  package func ring() { if isOpen { kaunta_screen_ring() } }

  /// Flashes the screen, the bell's twin for the eye.
  package func flash() { if isOpen { kaunta_screen_flash() } }

  private func put(_ run: ChangedRun, of grid: CellGrid) {
    var column = run.columns.lowerBound
    while column < run.columns.upperBound {
      let first = grid[run.row, column]
      let start = column
      let written = first.written(in: theme.style(for: first, level: colourLevel))
      var text = drawn(first, written.text)
      column += first.span == .wide ? 2 : 1
      // ASCII goes out in stretches; anything else is placed cell by cell, so that a terminal library which measures
      // it otherwise cannot push the rest of the row aside.
      if Self.isPlain(first) {
        while column < run.columns.upperBound {
          let next = grid[run.row, column]
          guard Self.isPlain(next), next.role == first.role, next.ground == first.ground,
            next.attributes == first.attributes
          else { break }
          text += next.text
          column += 1
        }
      }
      let look = curses(written.style)
      kaunta_screen_put(Int32(run.row), Int32(start), text, Int32(column - start), look.attributes, look.pair)
    }
  }

  private func drawn(_ cell: Cell, _ written: String) -> String {
    guard onlyASCII, !Self.isPlain(cell), written != " " else { return written }
    return cell.span == .wide ? "??" : "?"
  }

  private func curses(_ style: Style) -> (attributes: Int32, pair: Int32) {
    var attributes = Int32(style.attributes.rawValue)
    guard colourLevel != .mono else { return (attributes, 0) }
    let foreground = number(style.foreground)
    let key = PairKey(foreground: plain(foreground), background: plain(number(style.background)))
    // Eight-colour terminals show the bright ones as bold.
    if key.foreground != foreground { attributes |= Int32(KAUNTA_BOLD) }
    if key.foreground < 0, key.background < 0 { return (attributes, 0) }
    if let pair = pairs[key] { return (attributes, pair) }
    let pair = kaunta_screen_pair(key.foreground, key.background)
    pairs[key] = pair
    return (attributes, pair)
  }

  /// On a terminal of eight colours the bright ones are their plain twins.
  private func plain(_ number: Int32) -> Int32 {
    colours < 16 && colourLevel == .sixteen && number >= 8 ? number - 8 : number
  }

  private func number(_ colour: Colour) -> Int32 {
    switch colour {
    case .terminalDefault: -1
    case .ansi(let colour): Int32(colour.rawValue)
    case .indexed(let index): Int32(index)
    // With exact colours the numbers 1 to 7 still mean the named ones; the nearest others look the same.
    case .rgb(let colour): (1...7).contains(colour.number) ? 8 : Int32(colour.number)
    }
  }

  private static func isPlain(_ cell: Cell) -> Bool {
    cell.span == .single && cell.ascii != nil
  }

  private static func ascii(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
