import CanonicalJSON
import Daraja
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import Payments
import Spool

/// Carries out what ``CallbackRule`` decides.
struct CallbackResponder: Sendable {
  let settings: ListenerSettings
  let rule: CallbackRule
  let state: ListenerState
  let store: CallbackStore
  let threads: NIOThreadPool

  func respond(to request: Request) async throws -> Response {
    let peer = rule.peer(
      socket: SocketPeer.of(request.head), forwarded: request.headers[values: rule.forwardedHeader.fieldName])
    switch rule.decide(request.head, keys: state.keys) {
    case .accept(let paymentID, let status):
      return try await take(request, paymentID, status, peer: peer)
    case .trial(let id):
      return try await note(TrialCallback(id, from: rule.peerClass(peer), peer?.description, at: settings.now()))
    case .health:
      return health()
    case .notFound(let paymentID):
      state.noteWrongTag(paymentID, from: rule.peerClass(peer))
      return Response(status: .notFound)
    case .methodNotAllowed(let allowed):
      state.count(\.wrongMethods)
      return Response(status: .methodNotAllowed, headers: [.allow: allowed])
    case .lengthRequired:
      return Response(status: .lengthRequired)
    case .tooLarge:
      state.count(\.tooLarge)
      return Response(status: .contentTooLarge)
    }
  }

  private func take(
    _ request: Request, _ paymentID: PaymentID, _ status: TagKey.Status, peer: PeerAddress?
  ) async throws -> Response {
    let peerClass = rule.peerClass(peer)
    let body: ByteBuffer
    do { body = try await request.body.collect(upTo: rule.bodyBytes) } catch {
      // Cut off, too slow or too large: what it said is not known, and that it came is.
      if state.noteUnread(paymentID, from: peerClass) { tellDesks() }
      guard error is NIOTooManyBytesError else { throw error }
      state.count(\.tooLarge)
      return Response(status: .contentTooLarge)
    }
    let envelope = SpoolEnvelope(
      kind: .push, paymentID: paymentID, peerClass: peerClass, peer: peer?.description ?? "unknown",
      keyStatus: .init(status), arrivedWallMilliseconds: settings.now().wallMilliseconds,
      body: Array(body.readableBytesView))
    guard state.takesPlaceInQueue(paymentID, from: peerClass) else {
      tellDesks()
      return Self.cannotStore
    }
    defer { state.leavesQueue(peerClass) }
    switch try await threads.runIfActive({ store.store(envelope) }) {
    case .accepted: return Self.json(.ok, #"{"ResultCode":0,"ResultDesc":"Accepted"}"#)
    case .refused: return Self.cannotStore
    }
  }

  /// On a thread that may wait for the disk, and also when this request's own task is cancelled.
  private func tellDesks() {
    let store = store
    threads.submit { threads in if threads == .active { store.publishRefusal() } }
  }

  /// A trial takes a stranger's place before the disk, counts for nothing, and is written down nowhere else.
  private func note(_ trial: TrialCallback?) async throws -> Response {
    guard let trial else { return Response(status: .notFound) }
    guard state.takesPlaceInQueue(trial.id, from: .unlisted) else { return Self.cannotStore }
    defer { state.leavesQueue(.unlisted) }
    return try await threads.runIfActive({ store.note(trial) })
      ? Self.json(.ok, #"{"ResultCode":0,"ResultDesc":"Trial"}"#) : Self.cannotStore
  }

  private func health() -> Response {
    let age = state.beatAgeMilliseconds(at: settings.now())
    let trouble = state.trouble
    let isWell = trouble == nil && (age ?? .max) <= 3 * settings.limits.heartbeatMilliseconds
    var answer: JSONObject = ["ok": .bool(isWell)]
    if let age { answer["heartbeat_age_ms"] = .integer(age) }
    if let trouble { answer["trouble"] = .string(trouble.english) }
    return Self.json(isWell ? .ok : .serviceUnavailable, answer.compactText)
  }

  private static var cannotStore: Response {
    json(.serviceUnavailable, #"{"ResultCode":1,"ResultDesc":"Not stored"}"#)
  }

  private static func json(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

extension CallbackRule {
  /// Decides from a head as it came.
  func decide(_ head: HTTPRequest, keys: TagKeyRing) -> Decision {
    decide(
      method: head.method.rawValue, path: head.path ?? "", contentLength: head.headerFields[.contentLength],
      isChunked: head.headerFields[.transferEncoding] != nil, keys: keys)
  }

  /// Whoever asks before sending the body is told to send it, if it will be read.
  func wantsBody(of head: HTTPRequest, keys: TagKeyRing) -> Bool {
    if case .accept = decide(head, keys: keys) { true } else { false }
  }
}

extension SpoolEnvelope.KeyStatus {
  fileprivate init(_ status: TagKey.Status) {
    switch status {
    case .active: self = .active
    case .retired: self = .retired
    case .suspect: self = .suspect
    }
  }
}

extension Forwarding.Header {
  /// As the HTTP library names it.
  var fieldName: HTTPField.Name {
    guard let name = HTTPField.Name(rawValue) else { preconditionFailure("a header name is a token") }
    return name
  }
}
