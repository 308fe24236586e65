import HummingbirdCore
import NIOCore
import NIOHTTP1

/// How Hummingbird sets up a connection: our guard in it, and heads no longer than ours.
struct HTTP1Settings {
  let headBytes: Int
  let makeGuard: @Sendable () -> ConnectionGuard

  init(headBytes: Int, makeGuard: @escaping @Sendable () -> ConnectionGuard) {
    self.headBytes = headBytes
    self.makeGuard = makeGuard
  }

  /// Connections whose requests this responder answers.
  func channel(_ responder: CallbackResponder) -> HTTP1Channel {
    let make = makeGuard
    return HTTP1Channel(
      responder: { request, writer, _ in
        let response: Response
        do {
          response = try await responder.respond(to: request)
        } catch let error as HTTPParserError {
          // Answered with 400 by whoever called.
          throw error
        } catch {
          response = Response(status: .internalServerError)
        }
        // A sender whose next request cannot be read has lost this answer, and gets no second one for it.
        do { try await writer.write(response: response.head, body: response.body) } catch { throw RequestCutOff() }
      },
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [make()],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: headBytes, maxHeaderListSize: headBytes, maxHeaderFieldCount: 100)))
  }
}
