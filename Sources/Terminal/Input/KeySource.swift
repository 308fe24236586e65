import Keys

/// Where keys come from: a terminal, or whatever else a person, a program or a test types at.
package protocol KeySource: AnyObject {
  /// What is readable while there may be keys, and hangs up once there will be none any more.
  var keyDescriptor: Int32 { get }
  /// The keys that are waiting; none when there are none.
  func keys(nowMilliseconds: Int64) -> [KeyPress]
  /// When a key that is half there is looked at again; nil while there is none.
  var keyDeadlineMilliseconds: Int64? { get }
  /// The keys that waited long enough for what might have followed.
  func keysAtRest(nowMilliseconds: Int64) -> [KeyPress]
  /// Whether it looks otherwise since this was asked last, because of something that it said of itself.
  func takeLooksChange() -> Bool
  /// Its other end may hang up without taking away whoever is told what happens: a pipe of lines has an end.
  var outlivesHangUp: Bool { get }
}

extension KeySource {
  package var keyDeadlineMilliseconds: Int64? { nil }
  package func keysAtRest(nowMilliseconds: Int64) -> [KeyPress] { [] }
  package func takeLooksChange() -> Bool { false }
  package var outlivesHangUp: Bool { false }
}
