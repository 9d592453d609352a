import { call } from './client'
import type * as s from './schema'

const get = <T>(path: string) => call<T>('GET', path)

/** The operations of the ways in and of what a person looks after; apart from the learner's shell, as their pages are. */
export const accountApi = {
  waysIn: () => call<s.AuthOptions>('GET', '/auth/options', { open: true }),
  lookUpJoinCode: (code: string) => call<s.LookUpJoinCodeAnswer>('POST', '/auth/join', { body: { code }, open: true }),
  loginProfile: (body: s.LoginProfileBody) => call<s.Login>('POST', '/auth/profile', { body, open: true }),
  loginCard: (body: s.LoginCardBody) => call<s.Login>('POST', '/auth/card', { body, open: true }),
  recover: (body: s.RecoverBody) => call<s.Login>('POST', '/auth/recover', { body, open: true }),
  beginTotp: (body: s.BeginTotpBody) => call<s.TotpSecret>('POST', '/auth/totp', { body, open: true }),
  confirmTotp: (body: s.ConfirmTotpBody) => call<s.EnrolledLogin>('POST', '/auth/totp/confirm', { body, open: true }),
  eraseMe: () => call<void>('DELETE', '/me'),
  changeSecret: (body: s.ChangeSecretBody, token?: string) => call<s.Login>('PUT', '/me/secret', { body, token }),
  devices: () => get<s.ListDevicesAnswer>('/me/devices'),
  removeDevice: (id: string) => call<void>('DELETE', `/me/devices/${id}`),
  joinVillage: (code: string) => call<s.Person>('POST', '/me/join', { body: { code } }),
  children: () => get<s.ListChildrenAnswer>('/me/children'),
  addChild: (body: s.AddChildBody) => call<s.Child>('POST', '/me/children', { body }),
  removeChild: (id: s.UUID) => call<void>('DELETE', `/me/children/${id}`),
  loginChild: (id: s.UUID, token?: string) => call<s.Login>('POST', `/me/children/${id}/login`, { token }),
  certificates: () => get<s.ListMyCertificatesAnswer>('/me/certificates'),
  makeCertificate: (body: s.MakeCertificateBody) => call<s.Certificate>('POST', '/me/certificates', { body }),
  revokeCertificate: (id: string) => call<void>('DELETE', `/me/certificates/${id}`),
  certificate: (id: string) =>
    call<s.PublicCertificate>('GET', `/certificates/${encodeURIComponent(id)}`, { open: true }),
  myRequests: () => get<s.ListMyRequestsAnswer>('/me/requests'),
  makeRequest: (body: s.MakeRequestBody) => call<s.Request>('POST', '/me/requests', { body }),
}
