import Glibc
import HTTPTypes
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// Carries one request into the simulator and its answer out, with whatever the connection is to suffer.
enum SimulatorResponder {
  private static let largestBodyBytes = 1 << 20

  static func respond(
    _ running: RunningSimulator, _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: largestBodyBytes)
    } catch {
      var head = HTTPResponse(status: .contentTooLarge)
      head.headerFields[.contentLength] = "0"
      try await writer.writeResponse(head)
      return
    }
    let answer = running.respond(
      to: SimulatedRequest(
        method: request.head.method.rawValue, target: request.head.path ?? "/",
        headers: request.head.headerFields.map { SimulatedHeader($0.name.rawName, $0.value) },
        body: Array(body.readableBytesView)))
    switch answer.transport {
    case .answer:
      try await writer.write(response: head(of: answer), body: Self.body(of: answer))
    case .delayed(let milliseconds):
      // Cut short by a graceful shutdown, which ends within seconds whatever a fault asks for.
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(milliseconds)) }
      try await writer.write(response: head(of: answer), body: Self.body(of: answer))
    case .cutInMidBody:
      let half = ByteBuffer(bytes: answer.body.prefix(answer.body.count / 2))
      var bodyWriter = try await writer.writeHead(head(of: answer))
      try await bodyWriter.write(half)
      try await channel.close()
    case .noAnswer:
      try await channel.close()
    case .connectionReset:
      try await reset(channel)
    }
    running.answered()
  }

  /// With a linger time of zero, close sends RST instead of FIN (socket(7), SO_LINGER).
  private static func reset(_ channel: any Channel) async throws {
    if let socket = channel as? any SocketOptionProvider {
      try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try await channel.close()
  }

  private static func head(of answer: SimulatedAnswer) -> HTTPResponse {
    var head = HTTPResponse(status: HTTPResponse.Status(code: answer.status))
    for header in answer.headers {
      if let name = HTTPField.Name(header.name) { head.headerFields.append(HTTPField(name: name, value: header.value)) }
    }
    head.headerFields[.contentLength] = String(answer.body.count)
    return head
  }

  private static func body(of answer: SimulatedAnswer) -> ResponseBody {
    answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
  }
}
