import Cells
import Keys
import Payments
import Wording

/// What a key does in a replay; the desk in it takes none.
enum ReplayCommand: Equatable {
  case leave, pause, step, faster, slower

  init?(_ key: KeyPress) {
    switch key {
    case .character("q"), .control("c"), .function(10): self = .leave
    case .character(" "): self = .pause
    case .character("."), .right: self = .step
    case .character("+"), .up: self = .faster
    case .character("-"), .down: self = .slower
    default: return nil
    }
  }
}

/// The last row of a replayed desk's screen: that it is a replay, of which day, at which time, and what its keys do.
struct ReplayBar: Equatable {
  static let fastest = 4_096

  let day: BusinessDay
  var speed: Int
  var isPaused = false

  init(day: BusinessDay, speed: Int) {
    self.day = day
    self.speed = speed
  }

  /// The desk's screen with this row in the place of the desk's own keys.
  func drawn(on desk: CellGrid, of replay: ReplayedDay, in language: Language, glyphs: GlyphSet) -> CellGrid {
    var grid = desk
    let row = desk.rows - 1
    grid.fill(Rect(row: row, column: 0, rows: 1, columns: grid.columns), ground: .question, role: .question)
    let texts = texts(of: replay).map { glyphs.spelled($0[language]) }
    let text = texts.first { CellWidth.of($0) < grid.columns } ?? texts[texts.count - 1]
    let shown = CellWidth.clip(text, to: grid.columns - 1, mark: glyphs[.ellipsis])
    grid.put(shown, row: row, column: 1, role: .question)
    return grid
  }

  /// The whole, and without what a narrow screen can do without.
  private func texts(of replay: ReplayedDay) -> [Phrase] {
    let (played, all) = replay.progress
    let time = Self.clock(replay.now)
    let (head, short) = (ReplayWords.head(day.text + " " + time), ReplayWords.head(time))
    let how =
      if replay.isOver {
        ReplayWords.isOver
      } else if isPaused {
        ReplayWords.isPaused
      } else {
        ReplayWords.speed(speed)
      }
    let keys = replay.isOver ? ReplayWords.leave : ReplayWords.keys(isPaused: isPaused)
    let places = Phrase(verbatim: "\(played)/\(all)")
    let leave = ReplayWords.leave
    let choices = [
      [head, how, places, keys], [head, how, keys], [short, how, keys], [short, how, leave],
      [ReplayWords.replay, how, leave],
    ]
    return choices.map { $0.joined(separator: " · ") }
  }

  private static func clock(_ moment: Moment) -> String {
    let seconds = moment.wallMilliseconds / 1_000 % 60
    return EastAfricaTime(moment).hourAndMinute + (seconds < 10 ? ":0" : ":") + "\(seconds)"
  }
}
