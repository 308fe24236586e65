import Cells
import Desk
import DeskScreens
import Glibc
import Keys
import Payments
import Terminal

@testable import DeskRuntime

/// A face that keeps what it was shown, and at which nobody types.
class LookedAtFace: Face {
  private let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)
  private var frame: Frame?
  private(set) var rings = 0
  private(set) var flashes = 0
  private(set) var isClosed = false

  var text: String { frame.map { frame in (0..<24).map(frame.grid.line).joined(separator: "\n") } ?? "" }

  func draw(_ state: DeskState, at now: Moment) { frame = DeskFrame.frame(of: state, at: now, shape: shape) }
  var room: Room { shape.room }
  func ring() { rings += 1 }
  func flash() { flashes += 1 }
  func takeSize() {}
  func suspend() {}
  func resume() {}
  func close() { isClosed = true }
  var remark: String? { nil }

  var keyDescriptor: Int32 { -1 }
  func keys(nowMilliseconds: Int64) -> [KeyPress] { [] }
  var keyDeadlineMilliseconds: Int64? { nil }
  func keysAtRest(nowMilliseconds: Int64) -> [KeyPress] { [] }
}

/// A face at which somebody sits: once she sees what she waits for, she does the next thing; at the end, or when she
/// has waited too long, she pulls the plug.
final class CashiersFace: LookedAtFace {
  struct Step {
    let seeing: String
    let does: (CashiersFace) -> [KeyPress]
  }

  private static let patienceMilliseconds: Int64 = 30_000
  private var steps: [Step]
  private var typed: [KeyPress] = []
  private let (readEnd, writeEnd): (Int32, Int32)
  private var deadline: Int64?

  init(_ steps: [Step]) {
    self.steps = steps
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { preconditionFailure("no pipe") }
    (readEnd, writeEnd) = (ends[0], ends[1])
    deadline = BootClock.nowMilliseconds + Self.patienceMilliseconds
  }

  deinit {
    pullPlug()
    Glibc.close(readEnd)
  }

  /// What she still waits to see.
  var waitsFor: String? { steps.first?.seeing }

  override func draw(_ state: DeskState, at now: Moment) {
    super.draw(state, at: now)
    guard let step = steps.first, text.contains(step.seeing) else { return }
    steps.removeFirst()
    typed += step.does(self)
    if typed.isEmpty { return }
    var byte: UInt8 = 0
    _ = Glibc.write(writeEnd, &byte, 1)
  }

  override var keyDescriptor: Int32 { readEnd }

  override func keys(nowMilliseconds: Int64) -> [KeyPress] {
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = Glibc.read(readEnd, &bytes, bytes.count)
    defer { typed = [] }
    return typed
  }

  override var keyDeadlineMilliseconds: Int64? { deadline }

  override func keysAtRest(nowMilliseconds: Int64) -> [KeyPress] {
    pullPlug()
    return []
  }

  /// Nothing can be typed any more.
  func pullPlug() {
    guard deadline != nil else { return }
    deadline = nil
    Glibc.close(writeEnd)
  }
}
