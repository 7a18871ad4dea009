"""The mail outbox: every mail is a row before it is sent, so that none is lost or sent twice."""
