package api_test

// policyActors are the columns of policyTable.
var policyActors = []who{nobody, residentA, coordinator, officer, manager, admin, revoked, expired}

// policyTable says what every route answers to every actor, by place: own is village 1 or ward 1, sibling another
// village of ward 1, other a place in another ward, missing none at all. For submissions the place is where the resident
// lives whose submission it is: self without naming one, own for resident B of village 1. "-" is for routes that are not
// about a place. The status after a slash is that of the item in a batch.
//
//	route                                     place    anon  resi  coor  offi  mana  admi  revo  expi
const policyTable = `
	GET    /healthz                            -        200   200   200   200   200   200   200   200
	GET    /readyz                             -        200   200   200   200   200   200   200   200
	GET    /api/v1/openapi.yaml                -        200   200   200   200   200   200   200   200

	POST   /api/v1/auth/register               own      201   201   201   201   201   201   201   201
	POST   /api/v1/auth/register               missing  422   422   422   422   422   422   422   422
	POST   /api/v1/auth/login                  -        200   200   200   200   200   200   200   200
	POST   /api/v1/auth/refresh                -        401   401   401   401   401   401   401   401
	POST   /api/v1/auth/logout                 -        204   204   204   204   204   204   204   204
	GET    /api/v1/me                          -        401   200   200   200   200   200   401   401
	PATCH  /api/v1/me                          -        401   200   200   200   200   200   401   401
	GET    /api/v1/me/export                   -        401   200   200   200   200   200   401   401
	GET    /api/v1/me/progress                 -        401   200   200   200   200   200   401   401
	DELETE /api/v1/me                          -        401   204   204   204   204   204   401   401

	GET    /api/v1/courses                     -        200   200   200   200   200   200   200   200
	GET    /api/v1/courses/{course}            -        200   200   200   200   200   200   200   200
	GET    /api/v1/modules/{module}            -        200   200   200   200   200   200   200   200
	GET    /api/v1/recordings/{recording}      -        200   200   200   200   200   200   200   200

	POST   /api/v1/submissions                 self     401   201   403   403   403   403   401   401
	POST   /api/v1/submissions                 own      401   403   201   403   403   403   401   401
	POST   /api/v1/submissions                 sibling  401   403   403   403   403   403   401   401
	POST   /api/v1/submissions                 other    401   403   403   403   403   403   401   401
	POST   /api/v1/submissions                 missing  401   403   403   403   403   403   401   401
	POST   /api/v1/submissions/batch           self     401   200/201 200/403 403 403 403   401   401
	POST   /api/v1/submissions/batch           own      401   200/403 200/201 403 403 403   401   401
	POST   /api/v1/submissions/batch           sibling  401   200/403 200/403 403 403 403   401   401
	POST   /api/v1/submissions/batch           other    401   200/403 200/403 403 403 403   401   401
	POST   /api/v1/submissions/batch           missing  401   200/403 200/403 403 403 403   401   401

	GET    /api/v1/places                      -        200   200   200   200   200   200   200   200
	GET    /api/v1/wards                       -        200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}                own      200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}                other    200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}                missing  404   404   404   404   404   404   404   404
	GET    /api/v1/wards/{code}/villages       own      200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}/villages       other    200   200   200   200   200   200   200   200
	GET    /api/v1/wards/{code}/villages       missing  404   404   404   404   404   404   404   404
	GET    /api/v1/villages/{id}               own      200   200   200   200   200   200   200   200
	GET    /api/v1/villages/{id}               sibling  200   200   200   200   200   200   200   200
	GET    /api/v1/villages/{id}               other    200   200   200   200   200   200   200   200
	GET    /api/v1/villages/{id}               missing  404   404   404   404   404   404   404   404

	GET    /api/v1/villages/{id}/progress      own      401   403   200   200   200   403   401   401
	GET    /api/v1/villages/{id}/progress      sibling  401   403   403   200   200   403   401   401
	GET    /api/v1/villages/{id}/progress      other    401   403   403   403   200   403   401   401
	GET    /api/v1/villages/{id}/progress      missing  401   403   404   404   404   403   401   401
	GET    /api/v1/wards/{code}/progress       own      401   403   403   200   200   403   401   401
	GET    /api/v1/wards/{code}/progress       other    401   403   403   403   200   403   401   401
	GET    /api/v1/wards/{code}/progress       missing  401   403   403   404   404   403   401   401
	GET    /api/v1/wards/{code}/rolls              own      401   403   403   200   200   403   401   401
	GET    /api/v1/wards/{code}/rolls              other    401   403   403   403   200   403   401   401
	GET    /api/v1/wards/{code}/rolls              missing  401   403   403   404   404   403   401   401
	POST   /api/v1/wards/{code}/rolls              own      401   403   403   200   403   403   401   401
	POST   /api/v1/wards/{code}/rolls              other    401   403   403   403   403   403   401   401
	POST   /api/v1/wards/{code}/rolls              missing  401   403   403   404   403   403   401   401
	POST   /api/v1/wards/{code}/rolls/file         own      401   403   403   200   403   403   401   401
	POST   /api/v1/wards/{code}/rolls/file         other    401   403   403   403   403   403   401   401
	POST   /api/v1/wards/{code}/rolls/file         missing  401   403   403   404   403   403   401   401
	POST   /api/v1/wards/{code}/rolls/approve      own      401   403   403   200   403   403   401   401
	POST   /api/v1/wards/{code}/rolls/approve      other    401   403   403   403   403   403   401   401
	POST   /api/v1/wards/{code}/rolls/approve      missing  401   403   403   404   403   403   401   401
	GET    /api/v1/province/progress           -        401   403   403   403   200   403   401   401

	GET    /api/v1/auth/options                              -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/join                                 -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/profile                              -        401  401  401  401  401  401  401  401
	POST   /api/v1/auth/card                                 -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/recover                              -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/totp                                 -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/totp/confirm                         -        200  200  200  200  200  200  200  200
	POST   /api/v1/auth/confirm                              -        401  403  200  200  200  200  401  401
	GET    /api/v1/auth/oidc                                 -        404  404  404  404  404  404  404  404
	GET    /api/v1/auth/oidc/callback                        -        404  404  404  404  404  404  404  404

	PUT    /api/v1/me/secret                                 -        401  422  422  422  422  422  401  401
	GET    /api/v1/me/devices                                -        401  200  200  200  200  200  401  401
	DELETE /api/v1/me/devices/{device}                       -        401  404  404  404  404  404  401  401
	POST   /api/v1/me/join                                   -        401  200  403  403  403  403  401  401
	GET    /api/v1/me/children                               -        401  200  403  403  403  403  401  401
	POST   /api/v1/me/children                               -        401  201  403  403  403  403  401  401
	DELETE /api/v1/me/children/{person}                      -        401  404  403  403  403  403  401  401
	POST   /api/v1/me/children/{person}/login                -        401  404  403  403  403  403  401  401
	GET    /api/v1/me/requests                               -        401  200  403  403  403  403  401  401
	POST   /api/v1/me/requests                               -        401  201  403  403  403  403  401  401

	GET    /api/v1/villages/{id}/residents                   own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents                   sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents                   other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/residents                   missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents                   missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            own      401  403  200  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            sibling  401  403  403  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents/export            missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  own      401  403  200  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  sibling  401  403  403  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/confirm  missing  401  403  404  404  403  403  401  401
	GET    /api/v1/villages/{id}/duplicates                  own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/duplicates                  sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/duplicates                  other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/duplicates                  missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents/merge             own      401  403  200  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/merge             sibling  401  403  403  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/merge             other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents/merge             missing  401  403  404  404  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}          own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}          sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}          other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}          missing  401  403  404  404  403  403  401  401
	PATCH  /api/v1/villages/{id}/residents/{person}          own      401  403  200  200  403  403  401  401
	PATCH  /api/v1/villages/{id}/residents/{person}          sibling  401  403  403  200  403  403  401  401
	PATCH  /api/v1/villages/{id}/residents/{person}          other    401  403  403  403  403  403  401  401
	PATCH  /api/v1/villages/{id}/residents/{person}          missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/move     own      401  403  200  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/move     sibling  401  403  403  200  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/move     other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/residents/{person}/move     missing  401  403  404  404  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}/history  own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}/history  sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}/history  other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/residents/{person}/history  missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/cards                       missing  401  403  404  404  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              own      401  403  204  204  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              sibling  401  403  403  204  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              other    401  403  403  403  403  403  401  401
	DELETE /api/v1/villages/{id}/cards/{person}              missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/codes                       missing  401  403  404  404  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  own      401  403  200  200  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  sibling  401  403  403  200  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  other    401  403  403  403  403  403  401  401
	GET    /api/v1/villages/{id}/join-codes                  missing  401  403  404  404  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  own      401  403  201  201  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  sibling  401  403  403  201  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  other    401  403  403  403  403  403  401  401
	POST   /api/v1/villages/{id}/join-codes                  missing  401  403  404  404  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           own      401  403  204  204  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           sibling  401  403  403  204  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           other    401  403  403  403  403  403  401  401
	DELETE /api/v1/villages/{id}/join-codes/{code}           missing  401  403  404  404  403  403  401  401

	GET    /api/v1/appointments                              -        401  403  403  200  200  200  401  401
	POST   /api/v1/appointments                              own      401  403  403  201  403  403  401  401
	POST   /api/v1/appointments                              other    401  403  403  403  403  403  401  401
	POST   /api/v1/appointments                              missing  401  403  403  422  422  422  401  401
	POST   /api/v1/appointments/end                          own      401  403  403  204  403  403  401  401
	POST   /api/v1/appointments/end                          other    401  403  403  403  403  403  401  401
	POST   /api/v1/appointments/end                          missing  401  403  403  404  403  403  401  401
	POST   /api/v1/appointments/reset                        own      401  403  403  200  403  403  401  401
	POST   /api/v1/appointments/reset                        other    401  403  403  403  403  403  401  401
	POST   /api/v1/appointments/reset                        missing  401  403  403  404  404  404  401  401
	GET    /api/v1/requests                                  -        401  403  403  200  403  403  401  401
	PATCH  /api/v1/requests/{request}                        own      401  403  403  200  403  403  401  401
	PATCH  /api/v1/requests/{request}                        other    401  403  403  403  403  403  401  401
	PATCH  /api/v1/requests/{request}                        missing  401  403  403  403  403  403  401  401
	GET    /api/v1/audit                                     own      401  403  403  200  403  200  401  401
	GET    /api/v1/audit                                     other    401  403  403  403  403  200  401  401
	GET    /api/v1/audit                                     missing  401  403  403  403  403  200  401  401

	GET    /api/v1/reviews                                   own      401  403  403  200  200  403  401  401
	GET    /api/v1/reviews                                   other    401  403  403  403  200  403  401  401
	GET    /api/v1/reviews                                   missing  401  403  403  404  404  403  401  401
	POST   /api/v1/reviews                                   own      401  403  403  200  200  403  401  401
	POST   /api/v1/reviews                                   other    401  403  403  403  200  403  401  401
	POST   /api/v1/reviews                                   missing  401  403  403  404  404  403  401  401

	GET    /api/v1/campaigns                   -        200   200   200   200   200   200   200   200
	POST   /api/v1/campaigns                   -        401   403   403   403   200   403   401   401
	GET    /api/v1/campaigns/{campaign}        -        200   200   200   200   200   200   200   200
	GET    /api/v1/campaigns/{campaign}/settlement -    404   404   404   404   404   404   404   404
	GET    /api/v1/campaigns/{campaign}/versions -      401   403   403   403   200   403   401   401
	POST   /api/v1/campaigns/{campaign}/freeze -        401   403   403   403   409   403   401   401
	GET    /api/v1/boards                      -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/wards                -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/villages             -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/wards/{code}/villages        own     200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages        other   200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages        missing 404 404 404 404 404 404 404 404
	GET    /api/v1/boards/villages/{id}/share.svg      own     200 200 200 200 200 200 200 200
	GET    /api/v1/boards/villages/{id}/share.svg      sibling 200 200 200 200 200 200 200 200
	GET    /api/v1/boards/villages/{id}/share.svg      other   200 200 200 200 200 200 200 200
	GET    /api/v1/boards/villages/{id}/share.svg      missing 404 404 404 404 404 404 404 404
	GET    /api/v1/boards/wards/stream         -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/villages/stream      -        200   200   200   200   200   200   200   200
	GET    /api/v1/boards/wards/{code}/villages/stream own     200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages/stream other   200 200 200 200 200 200 200 200
	GET    /api/v1/boards/wards/{code}/villages/stream missing 404 404 404 404 404 404 404 404
`
