import type { Campaign, CampaignPlan } from '../../lib/contract/campaign.ts';

/** Coats for those of the class Gold, from 18 to 27 November 2026. */
export const aCampaign = (change: Partial<CampaignPlan> = {}): CampaignPlan => ({
  id: 'autumn',
  placeId: 'store',
  name: 'Autumn coats',
  aim: 'Bring back who has not come for long',
  purpose: 'after-repair',
  scriptId: 'retail-repair',
  priority: 4,
  from: '2026-11-18',
  to: '2026-11-27',
  customers: { classes: ['Gold'] },
  content: 'A coat is cleaned for nothing',
  agents: ['ann'],
  supervisorId: null,
  supervision: '',
  training: '',
  materials: '',
  gifts: [{ name: 'Brush', count: 50, unitCost: 6.01 }],
  budget: 500,
  currency: 'CNY',
  target: { calls: 4, converted: 2 },
  converted: { by: 'next-step', values: ['send'] },
  costs: [{ what: 'Leaflets', amount: 50 }],
  lesson: '',
  ...change,
});

export const runningCampaign = (change: Partial<Campaign> = {}): Campaign => ({
  ...aCampaign(),
  state: 'running',
  startedAt: 1,
  createdAt: 1,
  updatedAt: 2,
  ...change,
});
